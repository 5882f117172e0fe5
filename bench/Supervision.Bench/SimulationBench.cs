using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;
using Supervision.Simulation.Exploration;
using Supervision.Simulation.Faults;
using Supervision.Simulation.Worlds;

namespace Supervision.Bench;

/// <summary>How fast a configuration lives in virtual time, and what a year of it takes.</summary>
internal static class SimulationBench
{
    private const int SameDays = 14;

    private static readonly DateTimeOffset NewYear = new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(3));

    /// <param name="folder">With reference.conf and healthcheck.conf.</param>
    /// <param name="days">Of the year, with one outage each.</param>
    /// <param name="explored">Days of random faults.</param>
    public static void Run(string folder, int days, int explored)
    {
        var settings = Settings(folder);
        var began = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var course = Live(settings, days);
        Say("days", days);
        Say("seconds", Stopwatch.GetElapsedTime(began).TotalSeconds);
        Say("cpu-seconds", (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        Say("most-megabytes", MostMegabytes());
        Say("happenings", course.Happenings);
        Say("probes", settings.Services.Sum(service => service.Probes.Length));
        Say("same-course", Live(settings, SameDays) == Live(settings, SameDays) ? 1 : 0);

        began = Stopwatch.GetTimestamp();
        var report = new Explorer(settings, ExplorationMode.Liveness).Run(explored, 6, TimeSpan.FromDays(1));
        Say("explored-days", explored);
        Say("explored-seconds", Stopwatch.GetElapsedTime(began).TotalSeconds);
        Say("findings", report.Findings.Length);
    }

    private static (string Digest, long Happenings) Live(HealthcheckSettings settings, int days)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var happenings = 0L;
        using var world = new World(new WorldPlan(settings, NewYear), happening =>
        {
            happenings++;
            digest.AppendData(Encoding.UTF8.GetBytes(happening.ToString()));
        });
        for (var day = 0; day < days; day++)
        {
            world.Pass(TimeSpan.FromHours(8));
            world.Strike(new Fault.Kill(settings.Services[day % settings.Services.Length].Name));
            world.Pass(TimeSpan.FromHours(16));
        }

        if (!world.AllWork) throw new InvalidOperationException("not everything works at the end of the year");
        return (Convert.ToHexString(digest.GetHashAndReset()), happenings);
    }

    private static HealthcheckSettings Settings(string folder)
    {
        var layers = new[] { HoconSource.Reference, "healthcheck.conf" }
            .Select(name => new HoconSource(name, File.ReadAllText(Path.Combine(folder, name))))
            .ToList();
        var (settings, errors) = HealthcheckSettingsReader.Read(HoconReader.Read(layers, new NoFiles(), _ => null));
        return settings ?? throw new InvalidOperationException(string.Join('\n', errors));
    }

    private static double MostMegabytes() => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    private static void Say(string what, double figure) =>
        Console.WriteLine($"{what} {figure.ToString("0.#", CultureInfo.InvariantCulture)}");

    private sealed class NoFiles : IIncludeSource
    {
        public Inclusion Open(string path, string includedFrom) => new Inclusion.Absent(path);
    }
}
