import { defineModule } from '../../module.js';
import { Order, OrderMonth, OrderStep } from './order.entities.js';
import { orderChecks } from './orders.checks.js';
import { orderMigrations } from './orders.migrations.js';
import { orderRefused, orderSigned, orderToSign } from './orders.notices.js';
import { toSignQueue } from './orders.queues.js';
import { OrderResolver, OrderStepResolver } from './orders.resolver.js';
import { decideOrders, prepareOrders, seeOrders } from './orders.permissions.js';
import { ordersTraceKinds } from './orders.trace.js';
import { openOrders } from './orders.closing.js';
import { ordersMessages } from './orders.messages.js';
import { ordersInventory } from './orders.personal.js';
import { projectDutyMigrations } from './project-duties.migrations.js';
import { secondScopeMigrations } from './second-scope.migrations.js';
import { ProjectDuty } from './project-duty.entity.js';

export const ordersModule = defineModule({
  name: 'orders',
  inventory: ordersInventory,
  entities: [Order, OrderStep, OrderMonth, ProjectDuty],
  migrations: [...orderMigrations, ...projectDutyMigrations, ...secondScopeMigrations],
  resolvers: [OrderResolver, OrderStepResolver],
  checks: orderChecks,
  noticeKinds: [orderToSign, orderSigned, orderRefused],
  permissions: [seeOrders, decideOrders, prepareOrders],
  queues: [toSignQueue],
  traceKinds: ordersTraceKinds,
  messages: ordersMessages,
  closingObstacles: [openOrders],
});
