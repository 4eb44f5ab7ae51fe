export { NotFound as Component } from '../error-page';
