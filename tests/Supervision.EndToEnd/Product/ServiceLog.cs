using System.Globalization;
using System.Text.RegularExpressions;
using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary><c>service_monitor.log</c> as a person reads it, with what logrotate has put aside in front.</summary>
internal static partial class ServiceLog
{
    public const string File = "/var/log/healthcheck/service_monitor.log";

    public const string SweepStarted = "Servis izleme scripti başlatıldı";
    public const string SweepFinished = "Servis izleme scripti tamamlandı";
    public const string Separator = "----------------------------------------";

    /// <summary>What a sweep writes when everything is up: the script's own lines, in the order of the shipped configuration.</summary>
    public static readonly string[] SweepOfWholeStack =
    [
        SweepStarted,
        .. new[] { "postgresql", "nginx", "gunicorn", "daphne", "celery", "celerybeat" }.Select(Up),
        SweepFinished,
        Separator,
    ];

    public static string Up(string service) => $"{service} servisi çalışıyor.";

    public static string Down(string service) => $"{service} servisi çalışmıyor!";

    public static string DownAndRunFollows(string service) => Down(service) + " Backend.sh scripti çalıştırılacak.";

    public static string Run(int attempt) => $"Backend.sh scripti çalıştırılıyor (Deneme: {attempt}/3)...";

    public static string Recovered(string service) => $"{service} servisi başarıyla başlatıldı.";

    public static string StillDown(string service) => $"{service} servisi hala çalışmıyor.";

    public static string BudgetSpent => "UYARI: Maksimum backend.sh çalıştırma sayısına ulaşıldı.";

    extension(BootedHost host)
    {
        /// <summary>Every sentence, the oldest first; fails on a line that is not in the script's format.</summary>
        public async Task<IReadOnlyList<string>> SentencesAsync()
        {
            var lines = await host.OutputOfAsync("sh", "-c", $"ls -rv {File}* | xargs zcat --force");
            return [.. lines.Split('\n').Select(SentenceOf)];
        }

        /// <summary>Rotates the log again and again while everything is looked at again and again.</summary>
        /// <param name="rotate">A line of sh.</param>
        /// <param name="sweepsAtLeast">There are more where the rotations take longer.</param>
        /// <returns>How many sweeps it were.</returns>
        public async Task<int> RotateWhileSweepingAsync(string rotate, int rotations, int sweepsAtLeast)
        {
            const string Enough = "/run/enough";
            var sweeping = host.OutputOfAsync("sh", "-ec",
                $"n=0; until test $n -ge {sweepsAtLeast} -a -e {Enough}; do healthcheck sweep >/dev/null; n=$((n + 1)); done; echo $n");
            for (var rotation = 1; rotation <= rotations; rotation++)
            {
                // An empty log is not rotated: the daemon has to have found its new file in between. And what tail has not read by
                // then is what a rotation takes from it, whoever writes the log.
                await host.EventuallyAsync(async () => (await host.RunAsync("test", "-s", File)).Succeeded);
                await host.OutputOfAsync("sh", "-c", rotate);
            }

            await host.WriteAsync(Enough, "");
            return int.Parse(await sweeping, CultureInfo.InvariantCulture);
        }

        /// <summary>Waits until the story has so many lines or more: what was decided is written by a thread of its own.</summary>
        public async Task<IReadOnlyList<string>> StoryOfAsync(int lines)
        {
            IReadOnlyList<string> story = [];
            await host.EventuallyAsync(async () => (story = await host.StoryAsync()).Count >= lines, expected: $"a story of {lines} lines");
            return story;
        }

        /// <summary>Waits until the story is as long as this one, and fails where it is another.</summary>
        public async Task StoryIsAsync(IReadOnlyList<string> expected) =>
            Assert.Equal(expected, await host.StoryOfAsync(expected.Count));

        /// <summary>The sentences that no scheduled sweep wrote: what happened between them, as it happened.</summary>
        public async Task<IReadOnlyList<string>> StoryAsync()
        {
            var story = new List<string>();
            var withinSweep = false;
            foreach (var sentence in await host.SentencesAsync())
            {
                withinSweep |= sentence == SweepStarted;
                if (!withinSweep) story.Add(sentence);
                withinSweep &= sentence != Separator;
            }

            return story;
        }
    }

    private static string SentenceOf(string line)
    {
        var parts = Line().Match(line);
        Assert.True(parts.Success, $"not a line of the script: '{line}'");
        return parts.Groups["sentence"].Value;
    }

    // date's %a %b %e %H:%M:%S %Z %Y in the C locale; a byte too many, such as a NUL, does not pass either.
    [GeneratedRegex(
        "^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ( [1-9]|[12][0-9]|3[01]) "
        + @"[0-9]{2}:[0-9]{2}:[0-9]{2} \+03 20[0-9]{2}: (?<sentence>\P{Cc}+)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
