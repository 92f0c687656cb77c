import { Hono } from 'hono';
import type { ConsoleSubject } from './serve-console.js';

export function createConsole(subject: ConsoleSubject): Hono {
  const routes = new Hono();
  routes.get('/', (c) => c.text(subject.appUrl));
  return routes;
}
