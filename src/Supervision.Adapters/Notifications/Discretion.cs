using System.Text;
using Supervision.Adapters.Secrets;
using Supervision.Core.Notifications;

namespace Supervision.Adapters.Notifications;

/// <summary>Keeps what the other side says back of our secrets out of what we tell of it.</summary>
internal static class Discretion
{
    /// <summary>The same without them, in the ways in which they were sent.</summary>
    /// <param name="user">Whose they are; empty where nobody logs in by name.</param>
    /// <param name="secrets">A null is none.</param>
    public static Delivery Without(this Delivery delivery, string user, params ReadOnlySpan<Secret?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (secret is not null)
                delivery = Without(delivery, user, secret);
        }

        return delivery;
    }

    private static Delivery Without(Delivery delivery, string user, Secret secret) => delivery switch
    {
        Delivery.Delivered it => it with { Evidence = Clean(it.Evidence, user, secret) },
        Delivery.Later it => it with { Why = Clean(it.Why, user, secret) },
        Delivery.Refused it => it with { Why = Clean(it.Why, user, secret) },
        _ => delivery,
    };

    // AUTH PLAIN and AUTH LOGIN of SMTP carry it in base 64.
    private static string Clean(string said, string user, Secret secret) => said
        .Replace(Base64($"\0{user}\0{secret.Reveal()}"), secret.ToString(), StringComparison.Ordinal)
        .Replace(Base64(secret.Reveal()), secret.ToString(), StringComparison.Ordinal)
        .Replace(secret.Reveal(), secret.ToString(), StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
