# SPDX-License-Identifier: Apache-2.0
"""What the tests of the real binary share: PostgreSQL, the debrief process, HTTP and WebSocket clients."""
