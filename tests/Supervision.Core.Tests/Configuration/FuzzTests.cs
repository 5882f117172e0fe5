using System.Globalization;
using Supervision.Core.Configuration;
using Supervision.Core.Hosting;

namespace Supervision.Core.Tests.Configuration;

/// <summary>
/// The reader is fed what becomes of the shipped files and of nasty ones. Whatever comes: no exception, errors with a place in the file and
/// a remedy, memory in proportion, and what is accepted can be written and read again. HEALTHCHECK_FUZZ_SEEDS = 1000-50000 looks further.
/// </summary>
public sealed class FuzzTests
{
    // In all, and not at once. Measured: 6 MB for the worst of 6,000.
    private const long MostBytes = 64_000_000;

    private static readonly string Reference = Shipped(HoconSource.Reference);

    private static readonly string[] Corpus =
    [
        Reference,
        .. Names().Select(Shipped),
        .. HoconLimitsTests.TooMuch.Select(row => (string)row[1]).Where(text => text.Length < 50_000),
        "a = ${b}\nb = ${a}", "a = ${a}", "a = [1]\na = ${a}[2]", "a += 1", "a=yes", "a = def\na = ${?ENV}", "}}} = [", "a = \"unclosed\nb = 1",
        "a { b { c = 1 } }\na.b = ${a}", "x = \"\"\"a\nb\"\"\"\"", "healthcheck.services { a { depends-on = [b] }, b { depends-on = [a] } }",
    ];

    [Fact]
    public void Whatever_becomes_of_a_file_it_ends_in_settings_or_in_errors_that_can_be_mended()
    {
        var (first, last) = Seeds();
        for (var seed = first; seed <= last; seed++)
        {
            var text = new Mutation(seed, Corpus).Next();
            try
            {
                AssertHolds(text);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {text.Length} characters: {failure.Message}\n{text[..Math.Min(2000, text.Length)]}"), failure);
            }
        }
    }

    private static void AssertHolds(string text)
    {
        var files = new Written { Environment = { ["HOME"] = "/root" }, Files = { ["x.conf"] = "x = 1\n" } };
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = HoconReader.Read([new(HoconSource.Reference, Reference), new(Written.File, text)], files, files.Environment.GetValueOrDefault);
        var (settings, errors) = HealthcheckSettingsReader.Read(reading);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.Equal(settings is null, errors.Length > 0);
        Assert.InRange(reading.Errors.Length, 0, HoconLimits.Errors + 1);
        Assert.All(errors, error => AssertCanBeMended(error, text));

        // What substitutions copied may be more than one file can hold.
        if (reading.Errors.IsEmpty && HoconRenderer.Render(reading.Tree) is { Length: <= HoconLimits.FileCharacters } rendered)
            Assert.Equal(rendered, HoconRenderer.Render(Written.Tree(rendered)));
    }

    private static void AssertCanBeMended(ConfigError error, string text)
    {
        Assert.NotEmpty(error.Message);
        Assert.NotEmpty(error.Remedy);
        Assert.DoesNotContain(error.ToString(), letter => char.IsControl(letter));
        if (error.Where.File == HoconSource.Reference)
            return; // A section that was replaced by something else: the defaults below it are missed there.
        Assert.Equal(Written.File, error.Where.File);
        var lines = text.Split('\n');
        Assert.InRange(error.Where.Line, 1, lines.Length);
        Assert.InRange(error.Where.Column, 1, lines[error.Where.Line - 1].Length + 1);
    }

    private static (int First, int Last) Seeds() =>
        Environment.GetEnvironmentVariable("HEALTHCHECK_FUZZ_SEEDS")?.Split('-') is [var first, var last]
            ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture))
            : (1, 500);

    private static IEnumerable<string> Names() =>
        typeof(FuzzTests).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".conf", StringComparison.Ordinal) && name != HoconSource.Reference);

    private static string Shipped(string name)
    {
        using var reader = new StreamReader(typeof(FuzzTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
