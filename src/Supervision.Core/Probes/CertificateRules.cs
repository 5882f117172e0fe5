using Supervision.Core.Configuration;

namespace Supervision.Core.Probes;

/// <summary>What is asked of the other side's certificate.</summary>
/// <param name="Verify">It is valid now, for this name, by an authority that this host trusts.</param>
/// <param name="Days">It stays valid for more than so many days; 0 where nobody wants to know.</param>
/// <param name="CaFile">The certificates of the authorities that are trusted, in PEM, read at each look; empty for those of the
/// host.</param>
public sealed record CertificateRules(bool Verify, int Days, string CaFile)
{
    /// <summary>In words; empty where the URL has none to show.</summary>
    internal string OfUrl(Uri url) => url.Scheme is not ("https" or "wss") ? ""
        : !Verify ? "of any kind"
        : $"valid for {ProbeValues.Number(Days)} days{(CaFile.Length > 0 ? $" by {CaFile}" : "")}";

    internal static CertificateRules Read(Section probe) =>
        new(probe.Flag("verify"), probe.Number("certificate-days", 0, 365), ProbeValues.Path(probe, "ca-file"));
}
