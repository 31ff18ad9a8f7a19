/** How an endpoint is called. */
interface Access {
  isLoopback: boolean;
  /** Absent where the host name says it. */
  region?: string;
  /** Absent where they are found as the AWS CLI finds them. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** Emulators on this machine take any credentials and any region. */
export function accessTo(url: string): Access {
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  if (!isLoopback) return { isLoopback };
  const region = process.env['AWS_REGION'] ?? 'us-east-1';
  if (process.env['AWS_ACCESS_KEY_ID']) return { isLoopback, region };
  return { isLoopback, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}
