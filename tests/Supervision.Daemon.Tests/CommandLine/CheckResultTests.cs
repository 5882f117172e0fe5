using Supervision.Core.Messages;
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
