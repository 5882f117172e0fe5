using Supervision.Core.Hosting;

namespace Supervision.Core.Tests.Hosting;

/// <summary>What a start tells of the life before it.</summary>
public sealed class LifeMarkTests
{
    private static readonly LifeMark Now = new("boot-2/17", new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(3)));

    [Theory]
    [InlineData("boot-2/17", "the daemon of 2026-11-22 06:07:08 UTC was killed, or failed")]
    [InlineData("boot-1/17", "the host went down under the daemon of 2026-11-22 06:07:08 UTC")]
    public void A_mark_that_was_left_is_told_with_what_it_says(string boot, string evidence)
    {
        var left = new LifeMark(boot, new DateTimeOffset(2026, 11, 22, 9, 7, 8, TimeSpan.FromHours(3))).ToString();

        var told = Now.After(left);

        Assert.Equal((evidence, Now.Began), (told?.Evidence, told?.At));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22T06:07")]
    [InlineData("2026-11-22T06:07:08Z")]
    [InlineData("çöp \u001b[31m boot")]
    public void A_mark_that_nobody_can_read_is_told_without_a_word_of_it(string left) =>
        Assert.Equal("an earlier life of the daemon ended without a word; nothing more is known of it", Now.After(left)?.Evidence);

    [Fact]
    public void Where_no_mark_was_left_there_is_nothing_to_tell() => Assert.Null(Now.After(null));
}
