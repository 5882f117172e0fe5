using Supervision.Core.Messages;
using Supervision.Core.Probes;
using Supervision.Core.Services;
using Supervision.Daemon.CommandLine;

namespace Supervision.Daemon.Tests.CommandLine;

public sealed class CheckResultTests
{
    private static readonly ServiceName Nginx = new("nginx");

    [Theory]
    [InlineData(0, Verdict.Up)]
    [InlineData(0, Verdict.Up, Verdict.Up)]
    [InlineData(1, Verdict.Up, Verdict.Starting)]
    [InlineData(1, Verdict.Stopping)]
    [InlineData(2, Verdict.Down)]
    [InlineData(2, Verdict.Stopped)]
    [InlineData(2, Verdict.Up, Verdict.Unknown, Verdict.Down)]
    [InlineData(2, Verdict.Starting, Verdict.Stopped, Verdict.Unknown)]
    [InlineData(3, Verdict.Unknown)]
    [InlineData(3, Verdict.Up, Verdict.Starting, Verdict.Unknown)]
    public void The_worst_verdict_decides_how_a_check_ends(int code, params Verdict[] found) =>
        Assert.Equal(code, CheckResult.ExitCodeOf(found));

    [Fact]
    public void A_probe_counts_beside_its_unit_and_says_what_it_found_unless_it_passed()
    {
        (ProbeOutcome Outcome, int Code, string? Line)[] found =
        [
            (new ProbeOutcome.Passed("HTTP 200"), 0, null),
            (new ProbeOutcome.Impaired("upstream: HTTP 502"), 1, "  nginx.http is impaired: upstream: HTTP 502"),
            (new ProbeOutcome.Starting("the database system is starting up"), 1, "  nginx.http is starting: the database system is starting up"),
            (new ProbeOutcome.Failed("HTTP 404, and not 200-399"), 2, "  nginx.http fails: HTTP 404, and not 200-399"),
            (new ProbeOutcome.Unknown("db.example cannot be resolved"), 3, "  nginx.http is unknown: db.example cannot be resolved"),
        ];

        Assert.All(found, one =>
        {
            var probe = new CheckedProbe("nginx.http", one.Outcome);
            var service = new CheckedService(Nginx, new Judgement(Verdict.Up, "", "1"), [new CheckedProbe("nginx.tcp", new ProbeOutcome.Passed("")), probe]);
            Assert.Equal((one.Code, one.Line), (CheckResult.ExitCodeOf(CheckResult.VerdictsOf(service)), CheckResult.Line(probe)));
        });
    }

    [Theory]
    [InlineData(Verdict.Up, "nginx servisi çalışıyor.")]
    [InlineData(Verdict.Down, "nginx servisi çalışmıyor!")]
    [InlineData(Verdict.Starting, "nginx servisi başlatılıyor.")]
    [InlineData(Verdict.Stopping, "nginx servisi durduruluyor.")]
    [InlineData(Verdict.Stopped, "nginx servisi elle durdurulmuş.")]
    [InlineData(Verdict.Unknown, "nginx servisinin durumu bilinmiyor: nobody answers")]
    public void A_check_prints_the_sentences_of_the_script(Verdict verdict, string sentence) =>
        Assert.Equal(sentence, Catalogue.For(Language.Turkish).Say(CheckResult.Line(Nginx, new Judgement(verdict, "nobody answers", ""))));
}
