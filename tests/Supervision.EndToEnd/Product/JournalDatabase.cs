using System.Globalization;
using System.Text.Json;
using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary>A row of the table <c>runs</c>.</summary>
/// <param name="Members">Sorted, with a space between: which of several failures is seen first is nobody's promise.</param>
internal sealed record RunRow(
    int Id,
    int Incident,
    string Unit,
    string Root,
    string Members,
    DateTimeOffset At,
    DateTimeOffset? EndedAt,
    string? Result,
    bool Refunded);

/// <summary>A row of the table <c>incidents</c>.</summary>
internal sealed record IncidentRow(int Id, string Root, string? Members, bool Closed, string? How);

/// <summary>The journal as an operator reads it: with the <c>sqlite3</c> shell, while the daemon writes.</summary>
internal static class JournalDatabase
{
    private const string File = "/var/lib/healthcheck/healthcheck.db";

    extension(BootedHost host)
    {
        /// <summary>Every run that was ever intended, in order.</summary>
        public async Task<IReadOnlyList<RunRow>> RunsAsync() =>
            await host.RowsAsync("select * from runs order by id", row => new RunRow(
                row.GetProperty("id").GetInt32(),
                row.GetProperty("incident").GetInt32(),
                row.GetProperty("unit").GetString()!,
                row.GetProperty("root").GetString()!,
                Names(row.GetProperty("members").GetString()!),
                Instant(row.GetProperty("at").GetString()!),
                row.GetProperty("ended_at").GetString() is { } ended ? Instant(ended) : null,
                row.GetProperty("result").GetString(),
                row.GetProperty("refunded").GetInt32() == 1));

        /// <summary>Every incident, in order.</summary>
        public async Task<IReadOnlyList<IncidentRow>> IncidentsAsync() =>
            await host.RowsAsync("select * from incidents order by id", row => new IncidentRow(
                row.GetProperty("id").GetInt32(),
                row.GetProperty("root").GetString()!,
                row.GetProperty("members").GetString() is { } members ? Names(members) : null,
                row.GetProperty("closed_at").GetString() is not null,
                row.GetProperty("how").GetString()));

        /// <summary>Waits until <paramref name="count"/> incidents are closed and none is open.</summary>
        public Task UntilIncidentsAreOverAsync(int count) => host.EventuallyAsync(
            async () =>
            {
                var incidents = await host.IncidentsAsync();
                return incidents.Count == count && incidents.All(incident => incident.Closed);
            },
            expected: $"{count} incidents, all closed");

        private async Task<IReadOnlyList<T>> RowsAsync<T>(string query, Func<JsonElement, T> read)
        {
            var printed = await host.OutputOfAsync("sqlite3", "-json", File, query);
            // No rows print nothing, not an empty array.
            using var rows = JsonDocument.Parse(printed.Length == 0 ? "[]" : printed);
            return [.. rows.RootElement.EnumerateArray().Select(read)];
        }
    }

    private static string Names(string array)
    {
        using var names = JsonDocument.Parse(array);
        return string.Join(' ', names.RootElement.EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
