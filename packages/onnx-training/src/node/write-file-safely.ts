export { writeFileSafely } from '@midizero/core/node';
