// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { Task, TaskChange } from '$api/types';

export const tasksOf = (number: number) => ({ queryKey: keys.tasks(number), queryFn: async (): Promise<Task[]> => (await take(api.GET('/api/v1/incidents/{number}/tasks', { params: { path: { number } } }))).items });

export const myTasks = () => ({ queryKey: keys.myTasks, queryFn: async (): Promise<Task[]> => (await take(api.GET('/api/v1/tasks', { params: { query: { mine: true } } }))).items });

export async function changeTask(client: QueryClient, task: Task, change: TaskChange): Promise<void> {
  const now = await take(api.PATCH('/api/v1/incidents/{number}/tasks/{id}', { params: { path: { number: task.incident, id: task.id } }, body: change }));
  client.setQueryData<Task[]>(keys.tasks(task.incident), (all) => all?.map((each) => (each.id === now.id ? now : each)));
  void client.invalidateQueries({ queryKey: keys.tasks(task.incident) });
  void client.invalidateQueries({ queryKey: keys.myTasks });
}
