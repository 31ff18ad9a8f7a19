declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Directory of the LevelDB; in memory without one. */
    path?: string;
    createTableMs?: number;
  }
  export default function dynalite(options?: DynaliteOptions): Server;
}
