// SPDX-License-Identifier: Apache-2.0
import type { HypothesisState } from '$api/types';
import type { IconName } from '$ui/icons';

export const stateNames: Record<HypothesisState, string> = { open: 'Open', confirmed: 'Confirmed', refuted: 'Refuted', set_aside: 'Set aside' };
export const stateIcons: Record<HypothesisState, IconName> = { open: 'bulb', confirmed: 'check', refuted: 'x', set_aside: 'minus' };
