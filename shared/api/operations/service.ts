import { Health } from '../schemas';
import { json, none, type Operation } from './operation';

export const serviceOperations = {
  getHealth: {
    id: 'getHealth',
    method: 'GET',
    function: 'query',
    path: '/health',
    summary: 'Whether the API answers, and with which versions',
    params: none,
    query: none,
    body: none,
    response: json(Health),
  },
} as const satisfies Record<string, Operation>;
