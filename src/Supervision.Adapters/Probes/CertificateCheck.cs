using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Probes;

/// <summary>Judges the certificate that one look is shown.</summary>
/// <param name="accepted">Called when the handshake has come as far as that.</param>
internal sealed class CertificateCheck(CertificateRules rules, TimeProvider clock, Action accepted)
{
    /// <summary>Why it was refused; null where it was not.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What is to be told of one that was accepted; null where nothing is.</summary>
    public string? Warning { get; private set; }

    /// <summary>Reads what is needed for judging.</summary>
    /// <returns>Null where it cannot be read, with the reason.</returns>
    public (SslClientAuthenticationOptions? Options, ProbeOutcome? Trouble) Prepare()
    {
        // Nothing is fetched from anywhere: neither lists of revoked ones nor missing links of the chain.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        try
        {
            if (rules is { Verify: true, CaFile.Length: > 0 })
            {
                policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                policy.CustomTrustStore.ImportFromPemFile(rules.CaFile);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return (null, new ProbeOutcome.Unknown($"ca-file {rules.CaFile} cannot be read: {failure.Message}"));
        }

        return (new() { RemoteCertificateValidationCallback = Judge, CertificateChainPolicy = policy }, null);
    }

    private bool Judge(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (rules.Verify && errors != SslPolicyErrors.None)
        {
            Refusal = Reason(shown as X509Certificate2, chain, errors);
            return false;
        }

        Warning = rules is { Verify: true, Days: > 0 } && shown is X509Certificate2 certificate ? EndsSoon(certificate) : null;
        accepted();
        return true;
    }

    private string? EndsSoon(X509Certificate2 certificate)
    {
        var left = certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime;
        return left < TimeSpan.FromDays(rules.Days)
            ? string.Create(CultureInfo.InvariantCulture, $"certificate ends in {Math.Max(0, (int)left.TotalDays)} days")
            : null;
    }

    private string Reason(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null)
            return "no certificate is shown";
        var now = clock.GetUtcNow().UtcDateTime;
        if (shown.NotAfter.ToUniversalTime() <= now)
            return $"certificate ended on {Day(shown.NotAfter)}";
        if (shown.NotBefore.ToUniversalTime() > now)
            return $"certificate begins only on {Day(shown.NotBefore)}";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"certificate is for another name: {shown.GetNameInfo(X509NameType.DnsName, forIssuer: false)}";
        if (shown.SubjectName.RawData.AsSpan().SequenceEqual(shown.IssuerName.RawData))
            return "certificate is self-signed";
        var status = chain?.ChainStatus.Select(one => one.StatusInformation.Trim()).FirstOrDefault(text => text.Length > 0);
        return $"certificate is by nobody whom this host trusts: {status ?? shown.Issuer}";
    }

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
