// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '$api/problem';
import type { Account } from '$api/types';
import { noAnswers, type Answers } from './prompts';
import { Saver, type Wanted } from './saver';

/** A server with one account, and a browser that keeps one text. */
class World {
  answers = noAnswers();
  version = 0;
  state: Account['state'] = 'asked';
  fails: ApiProblem | null = null;
  kept: string | null = null;
  refuses = false;
  sent: [Partial<Answers>, Wanted][] = [];

  account(): Account {
    return { id: 'a', incident: 7, key: 'INC-7', person: 'Ana', role: '', state: this.state, answers: { ...this.answers }, version: this.version, asked_at: null, given_at: null, written_by: null, mine: true, can_write: true, unsent: false };
  }
  saver(): Saver {
    return new Saver({
      account: this.account(),
      fetch: () => Promise.resolve(this.account()),
      send: (answers, state, version) => {
        this.sent.push([answers, state]);
        if (this.fails) return Promise.reject(this.fails);
        if (version !== this.version) return Promise.reject(new ApiProblem({ status: 412 }));
        Object.assign(this.answers, answers);
        if (Object.keys(answers).length) this.version += 1;
        this.state = state;
        return Promise.resolve(this.account());
      },
      copy: {
        read: () => this.kept,
        keep: (text) => {
          if (this.refuses) return false;
          this.kept = text;
          return true;
        },
        forget: () => {
          this.kept = null;
        },
      },
      onchange: () => undefined,
    });
  }
}

describe('an account while it is written', () => {
  let world: World;
  beforeEach(() => {
    vi.useFakeTimers();
    world = new World();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is kept in the browser until the server has it', async () => {
    const saver = world.saver();
    saver.set('did', 'R');
    saver.set('did', 'Rolled back');
    expect([saver.where, world.kept?.includes('Rolled back')]).toEqual(['device', true]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.sent).toEqual([[{ did: 'Rolled back' }, 'started']]);
    expect([saver.where, world.kept]).toEqual(['server', null]);
  });

  it('says so when the browser keeps nothing', () => {
    world.refuses = true;
    const saver = world.saver();
    saver.set('did', 'x');
    expect(saver.where).toBe('unkept');
  });

  it('is tried again until the server answers, with what was written meanwhile', async () => {
    const saver = world.saver();
    world.fails = new ApiProblem({ status: 0 });
    saver.set('did', 'one');
    await vi.advanceTimersByTimeAsync(1000);
    expect([saver.where, saver.waiting?.status]).toEqual(['device', 0]);
    saver.set('saw', 'two');
    world.fails = null;
    await vi.advanceTimersByTimeAsync(40_000);
    expect([saver.where, saver.waiting, world.answers.did, world.answers.saw]).toEqual(['server', null, 'one', 'two']);
  });

  it('comes back after the page was closed', async () => {
    world.fails = new ApiProblem({ status: 503 });
    const first = world.saver();
    first.set('did', 'not lost');
    first.end();
    world.fails = null;
    const second = world.saver();
    expect([second.answers.did, second.where]).toEqual(['not lost', 'device']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(world.answers.did).toBe('not lost');
  });

  it('lets the author choose when it was saved somewhere else', async () => {
    const saver = world.saver();
    world.answers.did = 'in the other window';
    world.version = 3;
    saver.set('did', 'here');
    await vi.advanceTimersByTimeAsync(1000);
    expect(saver.theirs?.answers.did).toBe('in the other window');
    saver.set('saw', 'goes on');
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.sent.length).toBe(1);
    await saver.keepMine();
    expect([world.answers.did, world.answers.saw, saver.where]).toEqual(['here', 'goes on', 'server']);

    const other = world.saver();
    world.answers.did = 'newer';
    world.version += 1;
    other.set('did', 'older');
    await vi.advanceTimersByTimeAsync(1000);
    other.takeTheirs();
    expect([other.answers.did, other.where, world.kept]).toEqual(['newer', 'server', null]);
  });

  it('is given with everything that was written', async () => {
    const saver = world.saver();
    saver.set('did', 'x');
    expect(await saver.become('given')).toBe(true);
    expect([saver.account.state, world.sent]).toEqual(['given', [[{ did: 'x' }, 'given']]]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.sent.length).toBe(1);
  });

  it('is given once what is just being saved is saved', async () => {
    const saver = world.saver();
    saver.set('did', 'x');
    const [saved, again, given] = [saver.flush(), saver.flush(), saver.become('given')];
    expect([await saved, await again, await given]).toEqual([true, false, true]);
    expect(world.sent).toEqual([[{ did: 'x' }, 'started'], [{}, 'given']]);
    expect(saver.account.state).toBe('given');
  });

  it('is not sent again and again when it is refused', async () => {
    const saver = world.saver();
    world.fails = new ApiProblem({ status: 422, detail: 'too long' });
    saver.set('did', 'x');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([world.sent.length, saver.refused?.detail, saver.where]).toEqual([1, 'too long', 'device']);
  });
});
