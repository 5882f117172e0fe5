using Supervision.Core.Configuration;

namespace Supervision.Core.Hosting;

/// <summary>
/// The section <c>akka { }</c>, which goes to the actor system as it is, but for what would open that to a network. Every decision is
/// local to its host, no part of Akka that talks to others is in the program, and a key that does nothing would be taken for one that does.
/// </summary>
internal static class AkkaSection
{
    private const string Local = "local";

    /// <returns>The section as text for Akka's own reader.</returns>
    public static string Read(Section root)
    {
        var akka = root.Template("akka");
        foreach (var network in new[] { "remote", "cluster" })
        {
            if (akka.Has(network))
                akka.Reject(network, "would open the actor system to a network, and the program has no such part", "take it out");
        }

        if (akka.IsSection("actor"))
        {
            var actor = akka.Under("actor");
            if (actor.Has("provider") && actor.Text("provider") is var provider && provider != Local && actor.IsSound("provider"))
                actor.Reject("provider", $"is '{provider}', and every decision is local to its host", $"write {Local}, or take it out");
        }

        return HoconRenderer.Render(root.Verbatim("akka"));
    }
}
