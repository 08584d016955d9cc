// SPDX-License-Identifier: Apache-2.0
export const originalPath = (id: string): string => `/api/v1/evidence/${encodeURIComponent(id)}/original`;
