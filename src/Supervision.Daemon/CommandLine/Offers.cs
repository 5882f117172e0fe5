using System.CommandLine;
using System.CommandLine.Completions;

namespace Supervision.Daemon.CommandLine;

/// <summary>What a shell offers for a word that is no verb and no option; eng/completion asks for it.</summary>
internal static class Offers
{
    /// <summary>Lengths of time that people mean.</summary>
    private static readonly string[] Durations = ["15m", "30m", "1h", "2h", "8h", "1d", "7d"];

    extension<T>(Argument<T> argument)
    {
        /// <summary>The services of the configuration that the line names; none where it has an error.</summary>
        public Argument<T> OfServices(ConfigOption config)
        {
            argument.CompletionSources.Add(context =>
                config.Source(context.ParseResult).Read().Settings is { } settings
                    ? settings.Services.Select(service => new CompletionItem(service.Name.Text))
                    : []);
            return argument;
        }
    }

    extension<T>(Option<T> option)
    {
        /// <summary>Durations from a quarter of an hour to a week.</summary>
        public Option<T> OfDurations()
        {
            option.CompletionSources.Add(Durations);
            return option;
        }
    }
}
