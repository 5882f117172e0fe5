using System.Diagnostics;
using Supervision.Core.Messages;
using Supervision.Core.Services;

namespace Supervision.Core.Readiness;

internal sealed class EnglishReadiness : ReadinessWords
{
    protected override ResourceCatalogue Resources => ResourceCatalogue.English;

    protected override string Green => "GREEN";

    protected override string Amber => "AMBER";

    protected override string Red => "RED";

    protected override string ResourcesUnknown => "the state of the host's resources is unknown";

    protected override string BudgetSpent => "no run of backend.sh is allowed";

    protected override string Headline(string light, string up, string runs) =>
        $"{light} — services up: {up}, backend.sh runs left: {runs}";

    protected override string Service(string service, Verdict verdict, string evidence) => verdict switch
    {
        Verdict.Down => $"{service} service is not running: {evidence}",
        Verdict.Stopped => $"{service} service was stopped: {evidence}",
        Verdict.Stopping => $"{service} service is stopping: {evidence}",
        Verdict.Starting => $"{service} service is starting: {evidence}",
        Verdict.Suspect => $"{service} service does not answer as it should: {evidence}",
        Verdict.Degraded => $"{service} service is running with a problem: {evidence}",
        Verdict.Unknown => $"{service} service's state is unknown: {evidence}",
        Verdict.Up => $"{service} service is running: {evidence}",
        _ => throw new UnreachableException(),
    };

    protected override string Probe(string service, string probe, string detail) => $"probe {probe} of {service}: {detail}";

    protected override string ProbeNotAsked(string service, string probe) => $"probe {probe} of {service} was not asked yet";

    protected override string IncidentOpen(string since) => $"there has been an outage since {since}";

    protected override string IncidentOver(string root, string at, string minutes) => $"outage of {minutes} minutes at {at}: {root}";

    protected override string MoreIncidents(string count) => $"{count} more outages";

    protected override string IncidentsUnknown(string why) => $"the latest outages could not be read: {why}";

    protected override string BudgetSpentUntil(string until) => $"no run of backend.sh is left until {until}";

    protected override string BackendBroken(string why) => $"backend.sh cannot be run: {why}";

    protected override string OnHold(string service, string until, string reason) => $"{service} is on hold until {until}: {reason}";

    protected override string AllOnHold(string until, string reason) => $"all services are on hold until {until}: {reason}";

    protected override string InTheWay(string evidence) => $"something keeps backend.sh from being run: {evidence}";

    protected override string OnlyObserved(string why) => $"observation only: {why}";
}
