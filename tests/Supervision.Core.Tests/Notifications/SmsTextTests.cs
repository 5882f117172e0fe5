using Supervision.Core.Notifications.Channels;

namespace Supervision.Core.Tests.Notifications;

/// <summary>Short messages: their letters and their numbers.</summary>
public sealed class SmsTextTests
{
    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('ö', 160, 1)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('ş', 77, 1)]
    [InlineData('ş', 78, 2)]
    [InlineData('İ', 148, 2)]
    [InlineData('İ', 149, 3)]
    [InlineData('â', 70, 1)]
    [InlineData('â', 71, 2)]
    [InlineData('â', 134, 2)]
    [InlineData('â', 135, 3)]
    public void A_letter_takes_the_room_that_its_table_gives_it(char letter, int times, int parts) =>
        Assert.Equal(parts, SmsText.Parts(new string(letter, times)));

    [Fact]
    public void One_turkish_letter_costs_all_of_them_the_room_of_its_announcement()
    {
        Assert.Equal(1, SmsText.Parts(new string('a', 153) + "ğ"));
        Assert.Equal(2, SmsText.Parts(new string('a', 154) + "ğ"));
    }

    [Fact]
    public void A_text_is_cut_between_what_people_see_as_letters()
    {
        var cut = SmsText.Fit(string.Concat(Enumerable.Repeat("👩‍🔧", 100)), 1);

        Assert.Equal(string.Concat(Enumerable.Repeat("👩‍🔧", 13)) + "...", cut);
        Assert.Equal("kısa", SmsText.Fit("kısa", 1));
        Assert.Equal(1, SmsText.Parts(SmsText.Fit(new string('ş', 1000), 1)));
        Assert.Equal(3, SmsText.Parts(SmsText.Fit(new string('ş', 1000), 3)));
    }

    [Theory]
    [InlineData("0532 123 45 67", "+905321234567")]
    [InlineData("5321234567", "+905321234567")]
    [InlineData("+90 (532) 123-45-67", "+905321234567")]
    [InlineData("905321234567", "+905321234567")]
    [InlineData("00905321234567", "+905321234567")]
    [InlineData("+4915112345678", "+4915112345678")]
    [InlineData("+902121234567", null)]
    [InlineData("02121234567", null)]
    [InlineData("112", null)]
    [InlineData("", null)]
    [InlineData("+", null)]
    [InlineData("+0123456789", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData("٠٥٣٢١٢٣٤٥٦٧", null)]
    public void A_number_is_brought_into_one_form_or_refused(string text, string? number) => Assert.Equal(number, PhoneNumber.Normal(text));
}
