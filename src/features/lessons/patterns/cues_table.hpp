// SPDX-License-Identifier: Apache-2.0
// The phrases. In lower case; "*" at the end stands for any ending.
#pragma once

#include <array>
#include <string_view>

namespace debrief::features::lessons {

struct CueRow {
  std::string_view kind;
  std::string_view phrases;  ///< separated by "|"; behind ":" what one counts when that is not 1
};

inline constexpr std::array<CueRow, 45> kCues{{
    {"technical.defect",
     "bug|bugs:0.7|defect|regression|race condition|deadlock|infinite loop|memory leak|segfault*|null "
     "pointer|unhandled exception|off-by-one"},
    {"technical.configuration",
     "misconfigur*|configuration change|config change|wrong config*|incorrect config*|configuration error|incorrectly "
     "configured|wrongly configured|invalid config*|not configured|wrong setting|typo"},
    {"technical.flag", "feature flag*|experiment:0.5|a/b test"},
    {"technical.capacity",
     "overload*|out of memory|oom|oomkilled|ran out of|running out of|disk full|disk space|exhaust*|too many "
     "connections|quota|saturat*|insufficient capacity|under-provisioned|underprovisioned|high load|capacity:0.7"},
    {"technical.performance",
     "slow query|slow queries|replication lag|degraded performance|increased latency|high latency|slowness|slow:0.4"},
    {"technical.infrastructure",
     "hardware failure|hardware issue|disk failure|failed disk|kernel panic|hypervisor|host crashed|server "
     "crashed|node failed|node failure|faulty|raid"},
    {"technical.network",
     "dns|bgp|packet loss|network outage|network partition|firewall|router|switch:0.5|routing|load balancer|expired "
     "cert*|certificate|tls:0.7|ssl:0.7"},
    {"technical.data", "schema|corrupt*|data loss|inconsistent data|replication broke*|bad data|invalid data|encoding"},
    {"technical.dependency", "cascad*|dependency|depended on|depends on|memcached|redis|elasticsearch:0.7|kafka:0.7"},
    {"technical.architecture", "single point of failure|spof|tightly coupled|no redundancy|not redundant"},
    {"technical.safeguard",
     "retry storm|retries|circuit breaker|no rate limit*|rate limit*:0.5|no validation|failover did not|failed to fail "
     "over|automatic failover|timeout was"},
    {"human.information_gap",
     "did not know|didn't know|was not aware|were not aware|wasn't aware|unaware|not "
     "obvious|assumed|assumption|unexpected*:0.3"},
    {"human.miscoordination",
     "miscommunication|lack of coordination|not coordinated|did not coordinate|confusion about who"},
    {"human.knowledge_gap", "not familiar|unfamiliar|lack of knowledge|lack of experience|only one person|misunderst*"},
    {"human.workaround", "workaround:0.5|hotfix:0.5|manual intervention:0.5|manual process|manually edited"},
    {"human.production_pressure", "time pressure|deadline|in a hurry|rushed"},
    {"human.workload", "fatigue|tired|understaffed|overworked|end of the day"},
    {"human.interface", "misleading|confusing interface|wrong button|ambiguous"},
    {"process.testing",
     "not tested|untested|insufficient test*|lack of test*|no tests|tests did not|test coverage|not caught|not covered "
     "by|staging did not|code review"},
    {"process.change",
     "deployment|deployed:0.7|new release|new version|upgrade*|rolled out|rollout|revert*|rolled "
     "back|rollback|migration:0.5"},
    {"process.documentation",
     "undocumented|not documented|outdated documentation|documentation was|missing documentation|runbook|no "
     "documentation"},
    {"process.ownership", "unclear owner*|no owner|ownership|nobody owned|escalation"},
    {"process.follow_up",
     "known issue|happened before|previous incident|similar incident|recurr*|already known|same issue|last time"},
    {"detection.monitoring",
     "no alert*|not alert*|did not alert|didn't alert|no monitoring|not monitored|monitoring did not|missing "
     "alert*|lack of monitoring|lack of alert*|went unnoticed|not noticed|noticed by users|reported by users|users "
     "reported"},
    {"detection.noise", "alert fatigue|false positive*|noisy|too many alerts|flapping"},
    {"detection.diagnosis",
     "hard to diagnose|difficult to diagnose|hard to debug|red herring|misled|took some time to|took a while "
     "to|unclear why|root cause is unknown|root cause unknown"},
    {"detection.recovery",
     "slow to recover|recovery took|restore took|slow recovery|took longer than|could not roll back|difficult to roll "
     "back"},
    {"detection.communication", "status page|not communicated|communication|announce*:0.4"},
    {"external.provider",
     "aws|amazon|azure|google cloud|gcp|cloud provider|cloudflare|hosting provider|provider:0.6|service provider"},
    {"external.third_party", "third-party|third party|vendor|external service|docker hub|github:0.3|fastly"},
    {"external.upstream", "upstream bug|upstream:0.5|kernel bug|cve|vulnerability|security release|backport"},
    {"external.demand",
     "scraper*|scraping|crawler*|bots|bot traffic|ddos|denial of service|traffic spike|spike in traffic|surge|spike of "
     "requests|abusive"},
    {"external.surroundings",
     "power outage|power loss|power failure|cooling|fibre cut|fiber cut|flood*|storm:0.5|fire:0.4"},
    {"trigger.change", "deployment|deployed|deploy|new release|new version|rolled out|rollout|merged|upgrade*"},
    {"trigger.configuration",
     "configuration change|config change|misconfigur*|changed the config*|configuration update|incorrect config*|wrong "
     "config*"},
    {"trigger.maintenance", "maintenance|switchover|migration|migrated|reboot*|decommission*|reimag*|planned work"},
    {"trigger.certificate",
     "expired cert*|certificate expir*|certificates expir*|cert expir*|certificate had expired|certificate has "
     "expired|expired tls|expired ssl|expired token|credentials expired|expired credentials"},
    {"trigger.load",
     "traffic spike|spike in traffic|high load|overload*|surge|spike of requests|increased traffic|too many "
     "requests|ddos|denial of service|scraper*|crawler*"},
    {"trigger.storage",
     "disk full|disk space|no space left|ran out of disk|out of disk|disk usage|storage full|full disk|filled up"},
    {"trigger.memory", "out of memory|oom|oomkilled|memory leak|memory exhaust*|ran out of memory"},
    {"trigger.hardware",
     "hardware failure|hardware issue|disk failure|failed disk|power outage|power loss|power supply|faulty|kernel "
     "panic|memory error"},
    {"trigger.network",
     "dns|bgp|network outage|network issue*|packet loss|fibre cut|fiber cut|router|link failure|network "
     "connectivity|switch failure"},
    {"trigger.database", "database|replication lag|slow query|slow queries|mysql|mariadb|postgres*|deadlock|replica"},
    {"trigger.provider",
     "aws|azure|google cloud|gcp|cloud provider|hosting provider|cloudflare|outage at|provider outage|third-party "
     "outage"},
    {"trigger.attack", "attack*|compromise*|malicious|security incident|abuse|unauthori*|phishing"},
}};

struct TriggerName {
  std::string_view kind;
  std::string_view name;
};
inline constexpr std::array<TriggerName, 12> kTriggers{{{"trigger.change", "Deployment or release"},
                                                        {"trigger.configuration", "Change of configuration"},
                                                        {"trigger.maintenance", "Maintenance or migration"},
                                                        {"trigger.certificate", "Expired certificate or credential"},
                                                        {"trigger.load", "Load or traffic"},
                                                        {"trigger.storage", "Full disk"},
                                                        {"trigger.memory", "Out of memory"},
                                                        {"trigger.hardware", "Hardware or power"},
                                                        {"trigger.network", "Network or names"},
                                                        {"trigger.database", "Database"},
                                                        {"trigger.provider", "Provider"},
                                                        {"trigger.attack", "Attack or abuse"}}};

}  // namespace debrief::features::lessons
