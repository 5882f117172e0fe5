using System.Collections.Immutable;
using Supervision.Core.Journal;
using Supervision.Core.Recovery;
using Supervision.Core.Services;
using Supervision.Simulation.Worlds;

namespace Supervision.Simulation.Scenarios;

/// <summary>Something that must be so at the end of a scenario.</summary>
public abstract record Expectation
{
    private Expectation()
    {
    }

    /// <summary>As it was written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether it is so.</summary>
    public abstract Finding Judge(Course course);

    /// <summary>The daemon dealt with an outage of the service.</summary>
    /// <param name="Within">From the first fault upon it; null for any time.</param>
    public sealed record Detected(ServiceName Service, TimeSpan? Within) : Expectation
    {
        public override Finding Judge(Course course)
        {
            if (course.NoticedAt(Service) is not { } noticed) return new(false, $"{Service} was never noticed");
            if (course.StruckAt(Service) is not { } struck) return new(Within is null, $"{Service} was noticed at {course.Clock(noticed)}, and nothing had struck it");
            return new(
                Within is null || noticed - struck <= Within,
                $"{Service} was noticed after {Course.Lasting(noticed - struck)}, at {course.Clock(noticed)}");
        }
    }

    /// <summary>The daemon never took the service for an outage.</summary>
    public sealed record Undetected(ServiceName Service) : Expectation
    {
        public override Finding Judge(Course course) => course.NoticedAt(Service) is { } noticed
            ? new(false, $"{Service} was taken for an outage at {course.Clock(noticed)}")
            : new(true, $"{Service} was not taken for an outage");
    }

    /// <summary>An incident had the service as its root.</summary>
    public sealed record Root(ServiceName Service) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var roots = course.Roots();
            return new(roots.Contains(Service), roots.IsEmpty ? "there was no incident" : $"the roots were {string.Join(", ", roots)}");
        }
    }

    /// <summary>So many incidents were opened.</summary>
    public sealed record Incidents(Amount Amount) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var roots = course.Roots();
            return new(Amount.Holds(roots.Length), $"there were {roots.Length}: {string.Join(", ", roots)}");
        }
    }

    /// <summary>So many runs were begun.</summary>
    /// <param name="Step">Of this step only; null for any.</param>
    public sealed record Runs(Amount Amount, RecoveryStep? Step) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var steps = course.Stored<JournalEntry.IntentTaken>().ToLookup(one => one.Entry.Intent.Run, one => one.Entry.Intent.Step);
            var runs = course.All<Happening.RunStarted>()
                .Where(one => Step is null || steps[one.What.Run].Contains(Step.Value))
                .ToList();
            return new(Amount.Holds(runs.Count), $"there were {runs.Count}: {string.Join(", ", runs.Select(run => course.Clock(run.At)))}");
        }
    }

    /// <summary>No run was begun in a time.</summary>
    public sealed record NoRun(DateTimeOffset From, DateTimeOffset To) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var runs = course.All<Happening.RunStarted>().Where(run => run.At >= From && run.At < To).ToList();
            return runs.Count == 0 ? new(true, "there was none") : new(false, $"one began at {course.Clock(runs[0].At)}");
        }
    }

    /// <summary>From a time on everything worked, or one service did.</summary>
    /// <param name="Services">Who is meant.</param>
    /// <param name="By">Null for the end.</param>
    public sealed record Recovered(ImmutableArray<ServiceName> Services, DateTimeOffset? By) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var since = Services.Select(service => (Service: service, Since: course.WorksSince(service))).ToList();
            var out_ = since.Where(one => one.Since is null).Select(one => one.Service).ToList();
            if (out_.Count > 0) return new(false, $"{string.Join(", ", out_)} did not work at the end");
            var last = since.MaxBy(one => one.Since!.Value);
            return new(By is null || last.Since <= By, $"the last to work was {last.Service}, at {course.Clock(last.Since!.Value)}");
        }
    }

    /// <summary>The service does not work at the end.</summary>
    public sealed record Down(ServiceName Service) : Expectation
    {
        public override Finding Judge(Course course) => course.WorksSince(Service) is { } since
            ? new(false, $"{Service} works since {course.Clock(since)}")
            : new(true, $"{Service} does not work");
    }

    /// <summary>A message with these words was taken by a channel, or by none.</summary>
    /// <param name="Channel">By name; null for any.</param>
    /// <param name="By">Null for any time.</param>
    public sealed record Told(string Words, string? Channel, DateTimeOffset? By, bool Ever) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var sent = course.All<Happening.Sent>().Where(one => one.What.Taken && (Channel is null || one.What.Message.Channel == Channel)).ToList();
            var found = sent
                .Where(one => (By is null || one.At <= By) && Has(one.What))
                .Select(one => ((DateTimeOffset At, Happening.Sent What)?)one)
                .FirstOrDefault();
            return new(
                found is not null == Ever,
                found is { } told ? $"{told.What.Message.Channel} took \"{told.What.Message.Subject}\" at {course.Clock(told.At)}"
                : sent.Count == 0 ? "nobody was told anything"
                : $"told was: {string.Join("; ", sent.Select(one => one.What.Message.Subject).Distinct())}");
        }

        private bool Has(Happening.Sent sent) =>
            sent.Message.Subject.Contains(Words, StringComparison.Ordinal) || sent.Message.Text.Contains(Words, StringComparison.Ordinal);
    }

    /// <summary>A line of service_monitor.log has these words, or none has.</summary>
    public sealed record Logged(string Words, bool Ever) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var found = course.All<Happening.Logged>().FirstOrDefault(one => one.What.Line.Contains(Words, StringComparison.Ordinal)).What;
            return new(found is not null == Ever, found is null ? "no line has it" : $"a line is: {found.Line}");
        }
    }

    /// <summary>A decision with these words in its reason or its evidence was taken.</summary>
    /// <param name="Choice">Of this kind only; null for any.</param>
    public sealed record Decided(string Words, Choice? Choice) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var decisions = course.Stored<JournalEntry.DecisionTaken>().Where(one => Choice is null || one.Entry.Decision.Choice == Choice).ToList();
            var found = decisions.FirstOrDefault(one => Has(one.Entry.Decision)).Entry?.Decision;
            return found is not null ? new(true, $"{found.Choice}: {found.Reason}")
                : new(false, decisions.Count == 0 ? "there was no such decision" : $"decided was: {string.Join("; ", decisions.Select(one => one.Entry.Decision.Reason).Distinct())}");
        }

        private bool Has(Decision decision) =>
            decision.Reason.Contains(Words, StringComparison.Ordinal) || decision.Evidence.Contains(Words, StringComparison.Ordinal);
    }

    /// <summary>The daemon lived so many lives.</summary>
    public sealed record Lives(Amount Amount) : Expectation
    {
        public override Finding Judge(Course course)
        {
            var lives = course.All<Happening.DaemonBegan>().Count();
            return new(Amount.Holds(lives), $"there were {lives}");
        }
    }

    /// <summary>Nothing within the daemon went wrong; expected of every scenario.</summary>
    public sealed record Sound : Expectation
    {
        public override Finding Judge(Course course)
        {
            var wrong = course.All<Happening.Failed>().Select(one => one.What.What)
                .Concat(course.All<Happening.Unhandled>().Select(one => one.What.What))
                .Concat(course.All<Happening.DaemonDied>().Where(one => one.What.ByItself).Select(one => one.What.Why))
                .ToList();
            return wrong.Count == 0 ? new(true, "nothing went wrong within the daemon") : new(false, string.Join("; ", wrong));
        }
    }
}
