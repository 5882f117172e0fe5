using System.CommandLine;
using System.Globalization;
using Supervision.Adapters.Linux;
using Supervision.Daemon.Control;

namespace Supervision.Daemon.CommandLine;

/// <summary><c>healthcheck why</c>: the decisions, refusals included.</summary>
internal static class WhyCommand
{
    private const int WholeStory = 1000;
    private const string IncidentPrefix = "incident-";

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON, the newest first" };
        var about = new Argument<string?>("SERVICE|INCIDENT")
        {
            Description = "Of this service, or of the incident with this number; without it, of the latest incident",
            Arity = ArgumentArity.ZeroOrOne,
        }.OfServices(config);
        var most = new Option<int>("-n")
        {
            Description = "How many decisions of a service, or of all where there was no incident",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
            CustomParser = argument => CountOption.Parse(argument, WholeStory),
        };
        var command = new Command("why", "Tell the decisions, refusals included: what was seen, by which rule, what was chosen, the budget")
        {
            about, most, json, config,
        };
        command.SetAction((parsed, cancellation) => ControlClient.CallAsync(parsed, config, client =>
            TellAsync(client, parsed.GetValue(about), parsed.GetValue(most), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static async Task<int> TellAsync(ControlClient client, string? about, int most, bool json, CancellationToken cancellation)
    {
        var number = NumberOf(about);
        if (about is not null && number is null)
            return await PrintAsync(await client.DecisionsAsync(about, null, most, cancellation), null, json);

        var incidents = await client.IncidentsAsync(null, number is null ? 1 : WholeStory, cancellation);
        var incident = incidents.Incidents.FirstOrDefault(known => number is null || known.Incident == number);
        number ??= incident?.Incident;
        var decisions = await client.DecisionsAsync(null, number, number is null ? most : WholeStory, cancellation);
        if (about is null || incident is not null || decisions.Decisions.Count > 0 || decisions.Unread is not null)
            return await PrintAsync(decisions, incident, json);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"healthcheck: the journal has no incident {number}; see healthcheck incidents"));
        return ExitCode.Usage;
    }

    private static async Task<int> PrintAsync(DecisionsMessage decisions, RecordedIncidentMessage? incident, bool json)
    {
        await Console.Out.WriteLineAsync(
            json ? ControlJson.Write(decisions) : string.Join(Environment.NewLine, WhyText.Lines(decisions.Decisions, incident)));
        if (decisions.Unread is not { } why)
            return ExitCode.Success;
        await Console.Error.WriteLineAsync($"healthcheck: {PlainText.Escaped(why)}");
        return ExitCode.Temporary;
    }

    /// <summary>The number of an incident, as 7 or incident-7; null for anything else, which is the name of a service.</summary>
    public static long? NumberOf(string? about)
    {
        var digits = about?.StartsWith(IncidentPrefix, StringComparison.Ordinal) == true ? about[IncidentPrefix.Length..] : about;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
