namespace Supervision.Core.Probes;

/// <summary>What one look of a probe came to. <see cref="Detail"/> is for people, in English, on one line, bounded, and holds no
/// secret.</summary>
public abstract record ProbeOutcome
{
    private ProbeOutcome(string detail) => Detail = detail;

    public string Detail { get; }

    /// <summary>The service does its work.</summary>
    public sealed record Passed(string What) : ProbeOutcome(What);

    /// <summary>It works, but not as it should: a certificate that ends soon, a database out of connections, a proxy whose upstream
    /// fails. Told, and never a reason to restart this service.</summary>
    public sealed record Impaired(string What) : ProbeOutcome(What)
    {
        /// <summary>It takes no work at present, so that whoever depends on it shows none either.</summary>
        public bool Refuses { get; init; }

        /// <summary>It is the certificate that ends soon, and nothing else.</summary>
        public bool OfCertificate { get; init; }
    }

    /// <summary>It is on its way up by its own words, such as PostgreSQL's "the database system is starting up".</summary>
    public sealed record Starting(string What) : ProbeOutcome(What);

    /// <summary>It does not do its work.</summary>
    public sealed record Failed(string What) : ProbeOutcome(What);

    /// <summary>The look could not be carried out, or what it goes through is out of order: <c>broker: 127.0.0.1:6379 refuses</c>. Says
    /// nothing of the service, and never restarts anything.</summary>
    public sealed record Unknown(string Why) : ProbeOutcome(Why);
}
