using System.Globalization;
using Supervision.Core.Configuration;

namespace Supervision.Core.Tests;

/// <summary>The tests themselves run where careless code shows: tests/TurkishCulture.cs.</summary>
public sealed class CultureTests
{
    [Fact]
    public async Task Every_thread_of_the_tests_writes_numbers_and_days_as_turkish_does()
    {
        var monday = new DateTimeOffset(2026, 11, 23, 7, 30, 0, TimeSpan.FromHours(3));

        Assert.Equal("1,5 Pzt Kas", $"{1.5} {monday:ddd MMM}");
        Assert.Equal("1,5 Pzt Kas", await Task.Run(() => $"{1.5} {monday:ddd MMM}"));
    }

    [Fact]
    public void Configuration_means_the_same_in_every_culture()
    {
        var errors = new ConfigErrors();
        var read = Section.Root(Configuration.Written.Tree("pause = 1.5s, share = 12.5%, number = 3, \"İı\" = on"), errors);

        Assert.Equal(TimeSpan.FromSeconds(1.5), read.Duration("pause", TimeSpan.Zero, TimeSpan.FromHours(1)));
        Assert.Equal(12.5, read.Percent("share").Value);
        Assert.Equal(3, read.Number("number", 0, 5));
        Assert.True(read.Flag("İı"));
        Assert.True(errors.IsEmpty);
        Assert.Equal("1500ms", DurationText.Write(TimeSpan.FromSeconds(1.5)));
        Assert.Equal("0.5ms", DurationText.Write(TimeSpan.FromMicroseconds(500)));
    }
}
