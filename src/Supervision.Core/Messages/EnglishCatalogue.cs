using System.Globalization;
using Supervision.Core.Readiness;

namespace Supervision.Core.Messages;

internal sealed class EnglishCatalogue : Catalogue
{
    public override ReadinessWords Readiness => ReadinessWords.English;

    protected override string SweepStarted => "Service monitoring script started";

    protected override string SweepFinished => "Service monitoring script finished";

    protected override string ServiceUp(string service) => $"{service} service is running.";

    protected override string ServiceDownRunFollows(string service) => $"{service} service is not running! Backend.sh will be run.";

    protected override string ServiceDown(string service) => $"{service} service is not running!";

    protected override string ServiceStarting(string service) => $"{service} service is starting.";

    protected override string ServiceStopping(string service) => $"{service} service is stopping.";

    protected override string ServiceStopped(string service) => $"{service} service was stopped by hand.";

    protected override string ServiceUnknown(string service, string evidence) => $"{service} service's state is unknown: {evidence}";

    protected override string RunStarting(int attempt, int runs) =>
        string.Create(CultureInfo.InvariantCulture, $"Running backend.sh (attempt: {attempt}/{runs})...");

    protected override string RunAdopted => "A run of backend.sh that was begun earlier is being followed.";

    protected override string RestartAdopted => "A restart that was begun earlier is being followed.";

    protected override string RestartNotRecorded(string why) =>
        $"WARNING: Nothing was restarted, because that could not be recorded: {why}";

    protected override string RunRefused(string why) => $"WARNING: Backend.sh could not be run: {why}";

    protected override string RunNotRecorded(string why) => $"WARNING: Backend.sh was not run, because that could not be recorded: {why}";

    protected override string RunObserved => "Observation only (mode = observe): backend.sh was not run.";

    protected override string RunLeftToScript => "Observation only (service_monitor.sh is still in a crontab): backend.sh was not run.";

    protected override string OldScriptCalled(string jobs, string remedy) =>
        $"WARNING: A crontab still calls service_monitor.sh ({jobs}), so this is observation only. Take the lines out ({remedy}; "
        + "healthcheck import-crontab shows what they mean) and run systemctl restart healthcheck, or set takeover = on.";

    protected override string OldScriptCalledToo(string jobs) =>
        $"WARNING: A crontab still calls service_monitor.sh ({jobs}); with takeover = on both act.";

    protected override string RunWithheld(string why) => $"WARNING: Nothing is restarted for now: {why}";

    protected override string UnitsRestarting(string services, int attempt, int runs) =>
        string.Create(CultureInfo.InvariantCulture, $"Restarting {services} (attempt: {attempt}/{runs})...");

    protected override string RestartObserved(string services) => $"Observation only (mode = observe): {services} was not restarted.";

    protected override string RestartEndedBadly(string evidence) => $"WARNING: The restart failed: {evidence}";

    protected override string StepBudgetSpent(string service) => $"WARNING: {service} has been restarted as often as it may be.";

    protected override string ObstacleStale(string evidence) => $"WARNING: This no longer keeps anything from being restarted: {evidence}";

    protected override string HoldBegun(string service, string until, string reason) => $"{service} is on hold until {until}: {reason}";

    protected override string HoldOnAllBegun(string until, string reason) => $"All services are on hold until {until}: {reason}";

    protected override string HoldEnded(string service) => $"The hold on {service} is over.";

    protected override string HoldOnAllEnded => "The hold on all services is over.";

    protected override string ServiceDegraded(string service, string evidence) =>
        $"{service} service is running with a problem: {evidence}";

    protected override string ServiceSuspect(string service, string evidence) =>
        $"{service} service does not answer as it should: {evidence}";

    protected override string RunEndedBadly(string evidence) => $"Backend.sh ended with an error: {evidence}";

    protected override string ServiceRecovered(string service) => $"{service} service was started successfully.";

    protected override string ServiceBack(string service) => $"{service} service is running again.";

    protected override string ServiceStillDown(string service) => $"{service} service is still not running.";

    protected override string BudgetSpent => "WARNING: The maximum number of backend.sh runs has been reached.";

    protected override string LinesLost(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"WARNING: {count} lines of this log could not be written and are lost.");

    protected override string BudgetFreed(string by) => $"The budget of backend.sh runs was reset ({by}).";

    protected override string Ready(string said) => $"Readiness: {said}";
}
