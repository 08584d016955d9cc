// SPDX-License-Identifier: Apache-2.0
// What has happened: the kinds of facts, with the fields of their data. This page and ports.hpp are all
// that slices know of each other.
#pragma once

#include <string_view>

namespace debrief::domain::events {

// Incidents                                            data
inline constexpr std::string_view kIncidentDeclared = "incident.declared";    // title, summary, kind, severity, state, services, visibility
inline constexpr std::string_view kTitleChanged = "incident.title";           // from, to
inline constexpr std::string_view kSummaryChanged = "incident.summary";       // to
inline constexpr std::string_view kImpactChanged = "incident.impact";         // to
inline constexpr std::string_view kEffectsChanged = "incident.effects";       // customer_impact, data_loss (true, false or null: unknown)
inline constexpr std::string_view kSeverityChanged = "incident.severity";     // from, to (null: none)
inline constexpr std::string_view kStateChanged = "incident.state";           // from, to, phase
inline constexpr std::string_view kServicesChanged = "incident.services";     // added, removed
inline constexpr std::string_view kVisibilityChanged = "incident.visibility"; // from, to
inline constexpr std::string_view kMilestoneSet = "milestone.set";            // name, at, was (null: new), reason
inline constexpr std::string_view kMilestoneCleared = "milestone.cleared";    // name, was
inline constexpr std::string_view kRoleAssigned = "role.assigned";            // id, role, person
inline constexpr std::string_view kRoleEnded = "role.ended";                  // id, role, person
inline constexpr std::string_view kMemberAdded = "member.added";              // id, person, user: who may read it while it is private
inline constexpr std::string_view kMemberRemoved = "member.removed";          // id, person, user
inline constexpr std::string_view kNoteAdded = "note.added";                  // kind, text
inline constexpr std::string_view kAlertFired = "alert.fired";                // alert, name, fingerprint, labels, annotations, url
inline constexpr std::string_view kAlertResolved = "alert.resolved";          // alert, name, fingerprint, labels
inline constexpr std::string_view kIncidentReopened = "incident.reopened";    // from, to, reason; kStateChanged stands beside it
inline constexpr std::string_view kIncidentLinked = "incident.linked";        // id, relation (parent, child, duplicate_of, duplicate, related, caused_by, caused), other (number), reason?
inline constexpr std::string_view kIncidentUnlinked = "incident.unlinked";    // id, relation, other
inline constexpr std::string_view kIncidentMerged = "incident.merged";        // into (number), reason
inline constexpr std::string_view kIncidentTookIn = "incident.took_in";       // from (number), reason
inline constexpr std::string_view kIncidentUnmerged = "incident.unmerged";    // from (number), into (number), reason; on both
inline constexpr std::string_view kDatesSet = "incident.dates";               // what (a step after the incident), name, due_at (null: none), was, reason, done?
inline constexpr std::string_view kFieldSet = "incident.field";               // field, name, from, to (null: none)

// Evidence
inline constexpr std::string_view kEvidenceAdded = "evidence.added";          // id, name, sha256, size, format, parent
inline constexpr std::string_view kEntryRead = "evidence.entry";              // kind, text, actor, origin, evidence, locator, original_time, time_note, ended_at, key_moment
inline constexpr std::string_view kClockSet = "evidence.clock";                // evidence, source, zone?, year?, correction_ms?
inline constexpr std::string_view kLineUnmasked = "evidence.unmasked";         // evidence, locator, reason
inline constexpr std::string_view kOriginalUnsealed = "evidence.unsealed";     // evidence, reason
inline constexpr std::string_view kStreamBegun = "evidence.stream";            // id, name

// Timeline
inline constexpr std::string_view kEntryCurated = "timeline.curated";         // entry, text?, occurred_at?, key_moment?, hidden?, revision

// Postmortems
inline constexpr std::string_view kPostmortemDrafted = "postmortem.drafted";  // title, template, version, sha256, size
inline constexpr std::string_view kPostmortemSaved = "postmortem.saved";      // version, sha256, size, title, edition, authors, name?
inline constexpr std::string_view kPostmortemMoved = "postmortem.state";      // from, to, version, sha256
inline constexpr std::string_view kPostmortemImported = "postmortem.imported";// document, source, title, sha256

// Duties: which incidents need a postmortem
inline constexpr std::string_view kDutyOpened = "duty.opened";                // rule, reason, owner, due_at
inline constexpr std::string_view kDutyChanged = "duty.changed";              // owner?, due_at?, state?, reason?, into? (the incident that it was merged into)

// Accounts of the people who were there
inline constexpr std::string_view kAccountAsked = "account.asked";            // id, person, role
inline constexpr std::string_view kAccountGiven = "account.given";            // id, person, version
inline constexpr std::string_view kAccountDeclined = "account.declined";      // id, person
inline constexpr std::string_view kAccountMerged = "account.merged";          // id, person, version

// Factors
inline constexpr std::string_view kFactorAdded = "factor.added";              // id, kind, title, text, entries, evidence
inline constexpr std::string_view kFactorChanged = "factor.changed";          // id, kind, title, text, entries, evidence
inline constexpr std::string_view kFactorRemoved = "factor.removed";          // id, title, links
inline constexpr std::string_view kFactorLinked = "factor.linked";            // cause, effect, text
inline constexpr std::string_view kFactorUnlinked = "factor.unlinked";        // cause, effect

// Action items; `action` is the number
inline constexpr std::string_view kActionAdded = "action.added";              // action, title, type, text, priority, owner, team, due_at, waits_for, factor, entries, check
inline constexpr std::string_view kActionChanged = "action.changed";          // action, title, and what changed: type?, text?, priority?, owner?, team?, due_at?, waits_for?, factor?, entries?, check?
inline constexpr std::string_view kActionMoved = "action.state";              // action, title, from, to, reason
inline constexpr std::string_view kActionRemoved = "action.removed";          // action, title
inline constexpr std::string_view kActionRestored = "action.restored";        // action, title
inline constexpr std::string_view kActionLinked = "action.linked";            // action, title, url (null: unlinked), key?, state?
inline constexpr std::string_view kActionProven = "action.proven";            // action, title, check, note
inline constexpr std::string_view kActionRecurred = "action.recurred";        // action, title, check, note, incident? (where it came again)
inline constexpr std::string_view kActionBroken = "action.broken";            // on the new incident: action, title, of (the incident that promised), check, note

// Coordination: tasks, hypotheses, hand-overs, updates to stakeholders
inline constexpr std::string_view kTaskAdded = "task.added";                  // id, title, owner, due_at, run (the run of a runbook that it comes from; null: none)
inline constexpr std::string_view kTaskChanged = "task.changed";              // id, title, and what changed: owner?, due_at?
inline constexpr std::string_view kTaskMoved = "task.state";                  // id, title, from, to (open, doing, done, dropped), note
inline constexpr std::string_view kHypothesisAdded = "hypothesis.added";      // id, text
inline constexpr std::string_view kHypothesisArgued = "hypothesis.argued";    // id, hypothesis (its text), argument, stance (for, against), text, entries, evidence
inline constexpr std::string_view kHypothesisMoved = "hypothesis.state";      // id, text, from, to (open, confirmed, refuted, set_aside), reason
inline constexpr std::string_view kRoleHandedOver = "role.handed_over";       // role, from, to, summary
inline constexpr std::string_view kUpdatePosted = "update.posted";            // id, audience (internal, executive, customer), conditions, actions, needs, next_at
inline constexpr std::string_view kUpdatesPaced = "update.paced";             // audience, minutes (null: by severity), snoozed_until, reason
inline constexpr std::string_view kStatusShown = "status.shown";              // page, name, title, components, shown (true, false)
inline constexpr std::string_view kStatusPosted = "status.posted";            // page, name, id, state, text, corrected?
inline constexpr std::string_view kStakeholdersBrought = "stakeholders.brought";// rule, name, people, reason
inline constexpr std::string_view kEscalationStarted = "escalation.started";  // id, policy, name, reason
inline constexpr std::string_view kEscalationStep = "escalation.step";        // id, name, level (from 1), told, reason? (of who asked for it by hand)
inline constexpr std::string_view kEscalationAcknowledged = "escalation.acknowledged";// id, name
inline constexpr std::string_view kEscalationEnded = "escalation.ended";      // id, name, reason (acknowledged, settled, exhausted)

// Lessons
inline constexpr std::string_view kMatchFound = "match.found";                // match, title, score, reason, before (null: nothing)
inline constexpr std::string_view kMatchAnswered = "match.answered";          // match, title (empty where that is private), answer (same, similar, not_this; null: taken back), was, place

// Reviews
inline constexpr std::string_view kReviewAsked = "review.asked";              // reviewer
inline constexpr std::string_view kReviewGiven = "review.given";              // verdict, version, text
inline constexpr std::string_view kThreadOpened = "thread.opened";            // id, kind (comment, suggestion)
inline constexpr std::string_view kCommentAdded = "comment.added";            // id, thread
inline constexpr std::string_view kThreadSettled = "thread.settled";          // id, state (open, resolved, accepted, rejected)
inline constexpr std::string_view kMeetingSet = "meeting.set";                // at, minutes, place; at null: cancelled

// Sharing
inline constexpr std::string_view kShareOpened = "share.opened";              // id, audience, expires_at
inline constexpr std::string_view kShareClosed = "share.closed";              // id
inline constexpr std::string_view kMirrored = "postmortem.mirrored";          // commit, version

// Machine-written text
inline constexpr std::string_view kMachineProposed = "machine.proposed";      // id, task, model, sha256
inline constexpr std::string_view kMachineSettled = "machine.settled";        // id, state (accepted, rejected)

// Runbooks (chain 0), and their runs (on the chain of the incident)
inline constexpr std::string_view kRunbookSaved = "runbook.saved";            // number, version, title, sha256
inline constexpr std::string_view kRunbookArchived = "runbook.archived";      // number, title, archived (true, false)
inline constexpr std::string_view kRunbookReviewed = "runbook.reviewed";      // number, title, next (null: none)
inline constexpr std::string_view kRunStarted = "run.started";                // id, runbook, version, title, steps
inline constexpr std::string_view kRunStep = "run.step";                      // id, runbook, runbook_title, place, step, title, from, to, note
inline constexpr std::string_view kRunEnded = "run.ended";                    // id, runbook, title, outcome, note
inline constexpr std::string_view kRunReopened = "run.reopened";              // id, runbook, title

// Who gets the updates of an incident by mail. The address is personal data and the journal keeps all: `id` stands for it
inline constexpr std::string_view kFollowerAdded = "follower.added";          // id, audience, account (a name; null: none)
inline constexpr std::string_view kFollowerRemoved = "follower.removed";      // id, account, own (by a link in a mail)

// Drills (chain 0: they are no part of the incident that they replay)
inline constexpr std::string_view kDrillStarted = "drill.started";            // id, kind, incident, people
inline constexpr std::string_view kDrillEnded = "drill.ended";                // id, kind, incident
inline constexpr std::string_view kDrillJudged = "drill.judged";              // id, incident, person, recognised_after?, next_step_after? (seconds from the first alert), passed?

// The server itself (chain 0)
inline constexpr std::string_view kUserCreated = "user.created";              // id, name, role
inline constexpr std::string_view kSignedIn = "user.signed_in";               // id, how (password, link, provider, break_glass), provider
inline constexpr std::string_view kUserChanged = "user.changed";              // id, name, and what changed: was? (the former name), role?, active?, email? (true), hours?
inline constexpr std::string_view kUserInvited = "user.invited";              // id, role, user (whose password is to be set anew; null: a new account)
inline constexpr std::string_view kInvitationEnded = "user.invitation";       // id, state (accepted, withdrawn)
inline constexpr std::string_view kIdentityLinked = "user.identity";          // id, name, issuer, linked (true, false)
inline constexpr std::string_view kSecondFactorSet = "user.second_factor";    // id, name, on (true, false)
inline constexpr std::string_view kPasswordSet = "user.password";             // id, name
inline constexpr std::string_view kSessionRevoked = "session.revoked";        // id, user
inline constexpr std::string_view kTeamSaved = "team.saved";                  // id, name, members
inline constexpr std::string_view kTeamRemoved = "team.removed";              // id, name
inline constexpr std::string_view kAccessSet = "access.settings";              // what (signing_in, provider, hours), and the new values; rules null: removed
inline constexpr std::string_view kServiceSaved = "service.saved";            // name, description, team, tier, contacts, depends_on
inline constexpr std::string_view kServiceRemoved = "service.removed";        // name
inline constexpr std::string_view kTokenCreated = "token.created";            // id, name
inline constexpr std::string_view kTokenRevoked = "token.revoked";            // id, name
inline constexpr std::string_view kSourceCreated = "source.created";          // id, kind, name
inline constexpr std::string_view kSourceRemoved = "source.removed";          // id, name
inline constexpr std::string_view kQuarantined = "intake.quarantined";        // id, source, reason, sha256, size
inline constexpr std::string_view kQuarantineSettled = "intake.settled";      // id, state
inline constexpr std::string_view kAnnotationAdded = "annotation.added";      // id, at, text
inline constexpr std::string_view kAnnotationRemoved = "annotation.removed";  // id
inline constexpr std::string_view kTrackerAdded = "tracker.added";            // id, kind, name, address, project
inline constexpr std::string_view kTrackerRemoved = "tracker.removed";        // id, name
inline constexpr std::string_view kUploaded = "evidence.uploaded";            // id, name, sha256, size
inline constexpr std::string_view kSignInFailed = "user.sign_in_failed";      // id and name (null: no such account), how, reason, address; at most one a minute for each account
inline constexpr std::string_view kEndpointSaved = "endpoint.saved";          // id, kind, name, host, events, private, state
inline constexpr std::string_view kEndpointRemoved = "endpoint.removed";      // id, name
inline constexpr std::string_view kDeliveryGivenUp = "delivery.given_up";     // id, endpoint, name, attempts, error
inline constexpr std::string_view kDeliveryReplayed = "delivery.replayed";    // endpoint, name, and either id or since and count
inline constexpr std::string_view kStatusPageSaved = "status_page.saved";     // id, name, and what it shows
inline constexpr std::string_view kStatusPageRemoved = "status_page.removed"; // id, name
inline constexpr std::string_view kSubscriberRemoved = "subscriber.removed";  // id, page, name, kind
inline constexpr std::string_view kEscalationSaved = "escalation_policy.saved";// id, name, steps; steps null: removed
inline constexpr std::string_view kStakeholderRuleSaved = "stakeholder_rule.saved";// id, name, rule; rule null: removed
inline constexpr std::string_view kVocabularySaved = "vocabulary.saved";      // what (severities, states, roles, fields, steps), and the new list

}  // namespace debrief::domain::events
