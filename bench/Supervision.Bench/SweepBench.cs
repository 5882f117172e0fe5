using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Bench;

/// <summary>Sweeps over <c>stub@1.service</c> and its successors, from the request to the report.</summary>
internal static class SweepBench
{
    // What the compiler has not seen often it has not made fast yet; the product is compiled beforehand.
    private const int WarmUp = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void Run(int count, int sweeps)
    {
        var clock = TimeProvider.System;
        ImmutableArray<UnitName> stubs =
            [.. Enumerable.Range(1, count).Select(n => UnitName.Of(string.Create(CultureInfo.InvariantCulture, $"stub@{n}.service")))];
        using var reports = new BlockingCollection<UnitReport>();
        using var units = new SystemdUnits(clock);
        units.Open(stubs, reports.Add);
        Await<UnitReport.Connected>(reports);

        for (var number = 1; number <= WarmUp + sweeps; number++)
        {
            var began = clock.GetTimestamp();
            units.Sweep(new SweepId(number));
            var swept = Await<UnitReport.Swept>(reports);
            var took = clock.GetElapsedTime(began);
            if (swept.Units.Any(unit => unit.Activity != UnitActivity.Active))
                throw new InvalidOperationException("only running units are to be swept over");
            if (number > WarmUp) Console.WriteLine(took.TotalMicroseconds.ToString("0", CultureInfo.InvariantCulture));
        }
    }

    private static T Await<T>(BlockingCollection<UnitReport> reports)
        where T : UnitReport
    {
        while (reports.TryTake(out var report, Patience))
        {
            if (report is UnitReport.Lost lost) throw new InvalidOperationException(lost.Why);
            if (report is T awaited) return awaited;
        }

        throw new TimeoutException($"no {typeof(T).Name} within {Patience.TotalSeconds} s");
    }
}
