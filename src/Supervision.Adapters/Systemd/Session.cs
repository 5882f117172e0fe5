using System.Collections.Immutable;
using System.Text;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>One connection to systemd, from its opening to its loss, which is a <see cref="BusException"/> out of any method. Turns
/// signals into reports as they come, and carries out what is asked in between.</summary>
internal sealed class Session : IDisposable
{
    private readonly WatchedUnits _units;
    private readonly List<FollowedRun> _runs;
    private readonly Action<UnitReport> _report;
    private readonly TimeProvider _clock;
    private readonly RestartRequest? _request;
    private readonly Bus _bus;
    private readonly Pid1 _pid1;
    private readonly UnitReader _reader;
    private readonly AnnouncedShutdown _shutdown;
    private byte[] _systemd = [];
    private bool _isOpen;
    private bool _isStale;

    /// <param name="runs">The runs under way; they outlive the session.</param>
    /// <param name="request">How the start of a run is asked for; null where PID 1 is asked over the bus.</param>
    internal Session(
        ImmutableArray<UnitName> units, List<FollowedRun> runs, Action<UnitReport> report, TimeProvider clock, RestartRequest? request)
    {
        _units = new WatchedUnits(units);
        _runs = runs;
        _report = report;
        _clock = clock;
        _request = request;
        _bus = Bus.OpenSystem(clock, Dispatch);
        _pid1 = new Pid1(_bus);
        _reader = new UnitReader(_pid1, _units);
        _shutdown = new AnnouncedShutdown(_bus);
    }

    internal int Descriptor => _bus.Descriptor;
    internal int Events => _bus.Events;

    /// <summary>Listens first and reads then, so that nothing falls between.</summary>
    internal void Open()
    {
        _systemd = Encoding.UTF8.GetBytes(_pid1.Watch());
        _shutdown.Watch();
        _pid1.Subscribe();
        _shutdown.ReadLacking();
        _reader.ReadAll();
        _reader.ReadLackingGroups();
        _units.TellAll();
        _isOpen = true;
        _report(new UnitReport.Connected());
        foreach (var run in _runs.ToList()) FindAgain(run);
    }

    /// <summary>Tells of all that has arrived, without waiting for more.</summary>
    internal void CatchUp()
    {
        // Each answer may have brought further messages with it, which no poll would wake us for.
        do _bus.Drain();
        while (FollowUp());
    }

    internal void Sweep(SweepId sweep)
    {
        _reader.ReadAll();
        var phase = _shutdown.IsAnnounced ? HostPhase.Stopping : _pid1.Phase();
        _reader.ReadLackingParts();
        _reader.ReadLackingReasons();
        _reader.ReadLackingGroups();
        _reader.ReadUnsignalled();
        _report(new UnitReport.Swept(sweep, phase, _units.TellAll()));
    }

    /// <summary>Begins a run that is due.</summary>
    internal void Begin(FollowedRun run)
    {
        _runs.Add(run);
        AskFor(run);
    }

    internal void Watch(ImmutableArray<UnitName> units)
    {
        var added = _units.Replace(units);
        _reader.Read(added);
        _reader.ReadLackingGroups();
        TellNews(added);
    }

    public void Dispose() => _bus.Dispose();

    private void AskFor(FollowedRun run)
    {
        if (_shutdown.IsAnnounced)
        {
            Conclude(run, [new UnitReport.RunRefused(run.Run, $"{run.Unit}: not asked for, since the host is about to shut down")]);
            return;
        }

        try
        {
            run.Ask(_reader.Look(run.Unit), Now);
        }
        catch (BusException e)
        {
            Conclude(run, [Refusal(run, e)]);
            if (e.IsRefusal) return;
            throw;
        }

        if (_request is not null && !run.IsRestart)
        {
            MakeRequest(_request, run);
            return;
        }

        try
        {
            Conclude(run, [run.Accept(run.IsRestart ? _pid1.Restart(run.Unit.Text) : _pid1.Start(run.Unit.Text))]);
        }
        catch (BusException e) when (e.IsRefusal)
        {
            Conclude(run, [Refusal(run, e)]);
        }
        catch (BusException e)
        {
            // It may have been started all the same: only the unit can tell.
            run.IsAdrift = true;
            if (e.ErrorName == BusException.Connection) throw;
        }
    }

    private void MakeRequest(RestartRequest request, FollowedRun run)
    {
        try
        {
            request.Make(run.Run);
            run.Request();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Conclude(run, [new UnitReport.RunRefused(run.Run, $"{run.Unit}: it cannot be asked for: {cause.Message}")]);
        }
    }

    private static UnitReport.RunRefused Refusal(FollowedRun run, BusException e) =>
        new(run.Run, StartRefusal.Explain(e.ErrorName, e.Message, run.Unit, run.IsRestart));

    private TimeSpan Now => _clock.GetElapsedTime(0);

    private void Dispatch(BusMessage message)
    {
        // Anybody may send us a signal; an answer here is to a question that was given up.
        if (!message.IsSignal) return;
        var sender = message.Sender;
        var member = message.Member;
        if (sender.SequenceEqual("org.freedesktop.DBus"u8))
        {
            if (member.SequenceEqual("NameOwnerChanged"u8)) FollowOwner(message);
        }
        else if (_shutdown.IsFrom(sender))
        {
            if (member.SequenceEqual("PrepareForShutdown"u8)) _shutdown.Hear(message);
        }
        else if (sender.SequenceEqual(_systemd))
        {
            if (member.SequenceEqual("PropertiesChanged"u8)) Learn(message);
            else if (member.SequenceEqual("JobRemoved"u8)) EndRun(message);
            else if (member.SequenceEqual("Reloading"u8)) _isStale |= !message.ReadFlag();
        }
    }

    /// <summary>Asks what the signals left open.</summary>
    /// <returns>Whether there was anything to ask.</returns>
    private bool FollowUp()
    {
        if (_isStale) Resync();
        else if (_shutdown.ReadLacking()) return true;
        else if (_reader.ReadLackingParts() | _reader.ReadLackingReasons() | _reader.ReadLackingGroups()) TellNews(_units.All);
        else if (_runs.Find(run => run.IsDue) is { } due) AskFor(due);
        else if (_runs.Find(run => run.IsAdrift) is { } run) Conclude(run, Reconcile(run));
        else return false;
        return true;
    }

    // What was to be restarted next had its reason before the bus was lost, and how long that was nobody knows.
    private void FindAgain(FollowedRun run)
    {
        const string Why = "not tried, since the system bus was lost meanwhile";
        if (run.IsDue) Conclude(run, [new UnitReport.RunRefused(run.Run, $"{run.Unit}: {Why}")]);
        else run.IsAdrift = true;
    }

    private ImmutableArray<UnitReport> Reconcile(FollowedRun run)
    {
        // Before the look: what the unit shows after it is all that the request has led to.
        if (_request is not null && run.IsUntaken(Now) && _request.Withdraw()) run.Withdraw();
        var (turn, unit) = (run.Turn, run.Unit);
        try
        {
            return run.Reconcile(turn, run.IsUnfound ? _reader.Recall(unit) : _reader.Look(unit), Now);
        }
        catch (BusException e) when (e.IsRefusal)
        {
            return run.Turn == turn ? [run.EndLost($"{unit}: {e.Message}")] : [];
        }
    }

    /// <summary>A re-executed systemd comes back under another unique name.</summary>
    private void FollowOwner(BusMessage message)
    {
        var name = message.ReadString();
        message.Skip("s");
        var owner = message.ReadString();
        if (name == AnnouncedShutdown.Name)
        {
            _shutdown.Own(owner);
            return;
        }

        if (owner.Length == 0) throw new BusException(BusException.Connection, "systemd has left the system bus");
        _systemd = Encoding.UTF8.GetBytes(owner);
        _isStale = true;
    }

    private void Learn(BusMessage message)
    {
        var path = message.Path;
        var units = _units.At(path);
        var runs = _runs.FindAll(run => run.Path == path);
        if (units.IsEmpty && runs.Count == 0) return;

        var contract = message.ReadString();
        var news = message.ReadProperties();
        foreach (var unit in units) unit.Hear(news);
        foreach (var run in runs) run.Learn(news);

        // The service's own signal comes just before its unit's: together they are one change.
        if (contract != Pid1.UnitContract || !_isOpen) return;
        TellNews(units);
        foreach (var run in runs.Where(run => run.HasComeToRest)) Conclude(run, [run.End("")]);
    }

    private void EndRun(BusMessage message)
    {
        message.Skip("u");
        var job = message.ReadString('o');
        message.Skip("s");
        if (_runs.Find(run => run.Owns(job)) is { } run) Conclude(run, [run.End(message.ReadString())]);
    }

    private void Resync()
    {
        _isStale = false;
        _pid1.Subscribe();
        _reader.ReadAllAnew();
        TellNews(_units.All);
        foreach (var run in _runs) run.IsAdrift = true;
    }

    private void TellNews(IEnumerable<WatchedUnit> units)
    {
        foreach (var status in WatchedUnits.News(units)) _report(new UnitReport.Changed(status));
    }

    private void Conclude(FollowedRun run, ImmutableArray<UnitReport> found)
    {
        foreach (var report in found.Select(run.Tell).OfType<UnitReport>())
        {
            if (report is UnitReport.RunEnded or UnitReport.RunRefused) _runs.Remove(run);
            _report(report);
        }
    }
}
