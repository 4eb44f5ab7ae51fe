/** Questions that people ask about projects in public, the answers of units, and their moderation. */
export { questionsModule } from './module.js';
export { Question } from './question.entity.js';
export { answerQuestion, askQuestion } from './questions.service.js';
