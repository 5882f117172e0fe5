using System.Collections.Immutable;
using System.Text;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>One connection to systemd, from its opening to its loss, which is a <see cref="BusException"/> out of any method. Turns
/// signals into reports as they come, and carries out what is asked in between.</summary>
internal sealed class Session : IDisposable
{
    private readonly WatchedUnits _units;
    private readonly List<FollowedRun> _runs;
    private readonly Action<UnitReport> _report;
    private readonly Bus _bus;
    private readonly Pid1 _pid1;
    private readonly UnitReader _reader;
    private byte[] _systemd = [];
    private bool _isOpen;
    private bool _isStale;

    /// <param name="runs">The runs under way; they outlive the session.</param>
    internal Session(ImmutableArray<UnitName> units, List<FollowedRun> runs, Action<UnitReport> report, TimeProvider clock)
    {
        _units = new WatchedUnits(units);
        _runs = runs;
        _report = report;
        _bus = Bus.OpenSystem(clock, Dispatch);
        _pid1 = new Pid1(_bus);
        _reader = new UnitReader(_pid1, _units);
    }

    internal int Descriptor => _bus.Descriptor;
    internal int Events => _bus.Events;

    /// <summary>Listens first and reads then, so that nothing falls between.</summary>
    internal void Open()
    {
        _systemd = Encoding.UTF8.GetBytes(_pid1.Watch());
        _pid1.Subscribe();
        _reader.ReadAll();
        _reader.ReadLackingGroups();
        _units.TellAll();
        _isOpen = true;
        _report(new UnitReport.Connected());
        foreach (var run in _runs) run.IsAdrift = true;
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
        var phase = _pid1.Phase();
        _reader.ReadLackingParts();
        _reader.ReadLackingReasons();
        _reader.ReadLackingGroups();
        _reader.ReadUnsignalled();
        _report(new UnitReport.Swept(sweep, phase, _units.TellAll()));
    }

    internal void Start(RunId id, UnitName unit)
    {
        if (LookBefore(id, unit) is not { } before) return;
        var run = new FollowedRun(id, unit, before);
        _runs.Add(run);
        try
        {
            _report(run.Accept(_pid1.Start(unit.Text)));
        }
        catch (BusException e) when (e.IsRefusal)
        {
            Conclude(run, [Refusal(id, unit, e)]);
        }
        catch (BusException e)
        {
            // It may have been started all the same: only the unit can tell.
            run.IsAdrift = true;
            if (e.ErrorName == BusException.Connection) throw;
        }
    }

    internal void Watch(ImmutableArray<UnitName> units)
    {
        var added = _units.Replace(units);
        _reader.Read(added);
        _reader.ReadLackingGroups();
        TellNews(added);
    }

    public void Dispose() => _bus.Dispose();

    private ListedUnit? LookBefore(RunId id, UnitName unit)
    {
        try
        {
            return _reader.Look(unit);
        }
        catch (BusException e)
        {
            _report(Refusal(id, unit, e));
            if (e.IsRefusal) return null;
            throw;
        }
    }

    private static UnitReport.RunRefused Refusal(RunId id, UnitName unit, BusException e) =>
        new(id, StartRefusal.Explain(e.ErrorName, e.Message, unit));

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
        else if (_reader.ReadLackingParts() | _reader.ReadLackingReasons() | _reader.ReadLackingGroups()) TellNews(_units.All);
        else if (_runs.Find(run => run.IsAdrift) is { } run) Conclude(run, Reconcile(run));
        else return false;
        return true;
    }

    private ImmutableArray<UnitReport> Reconcile(FollowedRun run)
    {
        try
        {
            return [.. run.Reconcile(run.IsUnfound ? _reader.Recall(run.Unit) : _reader.Look(run.Unit))];
        }
        catch (BusException e) when (e.IsRefusal)
        {
            return [run.EndLost($"{run.Unit}: {e.Message}")];
        }
    }

    /// <summary>A re-executed systemd comes back under another unique name.</summary>
    private void FollowOwner(BusMessage message)
    {
        message.Skip("ss");
        var owner = message.ReadString();
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

    private void Conclude(FollowedRun run, ImmutableArray<UnitReport> reports)
    {
        if (!reports.IsEmpty && reports[^1] is UnitReport.RunEnded or UnitReport.RunRefused) _runs.Remove(run);
        foreach (var report in reports) _report(report);
    }
}
