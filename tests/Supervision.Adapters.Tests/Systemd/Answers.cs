using System.Collections.Immutable;
using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

internal static class Answers
{
    /// <summary>The answer to a look before which nothing was heard.</summary>
    internal static ImmutableArray<UnitReport> Reconcile(this FollowedRun run, ListedUnit seen, TimeSpan at) => run.Reconcile(run.Turn, seen, at);
}
