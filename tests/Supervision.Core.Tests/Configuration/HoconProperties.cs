using System.Text;
using CsCheck;
using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class HoconProperties
{
    private const string Sound = """"
        include "more.conf"
        healthcheck {
          mode = act # or observe
          services { nginx { probes { http { url = "http://127.0.0.1/", status = [200, 301] } } }, "celery@1" { } }
          log = ${?HOME}"/log", text = """several
          lines"""
          recovery.budget { runs = 3, within = 1h }, backoff = [0s, ${healthcheck.recovery.budget.within}]
        }
        """";

    private static readonly SourcePosition Nowhere = new("generated", 1, 1);

    private static readonly Gen<string> Texts = Gen.Frequency(
        (3, Gen.String[Gen.Char.AlphaNumeric, 1, 8]),
        (2, Gen.String[Gen.Char["\" \\/#=:,+{}[]$?\n\t.nulişİğ€85%\u0007"], 0, 8]),
        (1, Gen.Const("null")),
        (1, Gen.Const("include")));

    private static readonly Gen<HoconValue> Scalars = Gen.Select(Texts, Gen.Bool, HoconValue (text, quoted) => new HoconValue.Scalar(text, quoted, Nowhere));

    private static readonly Gen<HoconValue.Map> Trees = Maps(4);

    [Fact]
    public void What_is_rendered_is_read_as_the_same_tree() =>
        Trees.Sample(tree =>
        {
            var text = HoconRenderer.Render(tree);
            var reading = Written.Read(text);
            Assert.Empty(reading.Errors);
            Assert.Equal(Shape(tree), Shape(reading.Tree));
        });

    [Fact]
    public void Whatever_stands_in_a_file_ends_in_a_tree_or_in_errors() =>
        Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Int[0, 6], Gen.String[Gen.Char["{}[]\"$?=:,+.#/\\\n\r\0a1 \uFFFDé"], 0, 6])
            .List[1, 8]
            .Sample(edits =>
            {
                var text = new StringBuilder(Sound);
                foreach (var (at, removed, inserted) in edits.Where(edit => edit.Item1 + edit.Item2 <= text.Length))
                    text.Remove(at, removed).Insert(at, inserted);
                AssertToldOrRead(text.ToString());
            });

    [Fact]
    public void Random_bytes_end_in_a_tree_or_in_errors() =>
        Gen.Byte.Array[0, 400].Sample(bytes => AssertToldOrRead(Encoding.UTF8.GetString(bytes)));

    [Fact]
    public void The_beginning_of_a_file_never_passes_for_the_whole()
    {
        // Each '{' that is open at the cut must be told; the text has no other way of ending early that goes unnoticed.
        var opened = 0;
        for (var end = Sound.IndexOf('{', StringComparison.Ordinal) + 1; end < Sound.LastIndexOf('}'); end++, opened++)
            Assert.NotEmpty(ReadWithEverything(Sound[..end]).Errors);
        Assert.True(opened > 100);
    }

    private static void AssertToldOrRead(string text)
    {
        var reading = ReadWithEverything(text);
        Assert.NotNull(reading.Tree);
        Assert.All(reading.Errors, error =>
        {
            Assert.True(error.Where is { Line: > 0, Column: > 0 });
            Assert.NotEmpty(error.Message);
            Assert.NotEmpty(error.Remedy);
        });
        // What was read without a complaint is whole: it can be written and read again.
        if (reading.Errors.IsEmpty) Assert.Equal(Shape(reading.Tree), Shape(Written.Tree(HoconRenderer.Render(reading.Tree))));
    }

    private static HoconReading ReadWithEverything(string text) =>
        new Written { Files = { ["more.conf"] = "more = 1" }, Environment = { ["HOME"] = "/root" } }.ReadText(text);

    private static Gen<HoconValue.Map> Maps(int depth) =>
        Gen.Select(Texts, depth == 0 ? Scalars : Gen.Frequency((3, Scalars), (1, Lists(depth - 1)), (2, Maps(depth - 1).Select(HoconValue (map) => map))))
            .List[0, 4]
            .Select(pairs => new HoconValue.Map(
                [.. pairs.DistinctBy(pair => pair.Item1).Select(pair => new HoconEntry(pair.Item1, Nowhere, pair.Item2))], Nowhere));

    private static Gen<HoconValue> Lists(int depth) =>
        (depth <= 0 ? Scalars : Gen.Frequency((3, Scalars), (1, Lists(depth - 1)), (1, Maps(depth - 1).Select(HoconValue (map) => map))))
            .List[0, 4].Select(HoconValue (items) => new HoconValue.List([.. items], Nowhere));

    private static string Shape(HoconValue value) => value switch
    {
        HoconValue.Scalar scalar => $"<{scalar.Text}>",
        HoconValue.List list => $"[{string.Join(',', list.Items.Select(Shape))}]",
        HoconValue.Map map => $"{{{string.Join(',', map.Entries.Select(entry => $"<{entry.Key}>{Shape(entry.Value)}"))}}}",
        _ => throw new InvalidOperationException(),
    };
}
