using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Notifications;

/// <summary>Judges the certificate of a mail server.</summary>
internal sealed class MailCertificate(CertificateRules rules)
{
    /// <summary>Why it was refused; null where it was not.</summary>
    public string? Refusal { get; private set; }

    public bool Judge(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!rules.Verify)
            return true;
        Refusal = Reason(shown as X509Certificate2, chain, errors);
        return Refusal is null;
    }

    private string? Reason(X509Certificate2? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null)
            return "no certificate is shown";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the certificate is for another name: {shown.GetNameInfo(X509NameType.DnsName, forIssuer: false)}";
        if (rules.CaFile.Length > 0)
            return ReasonByOwn(shown, chain);
        return errors == SslPolicyErrors.None ? null : $"the certificate is not trusted: {Words(chain) ?? shown.Issuer}";
    }

    private string? ReasonByOwn(X509Certificate2 shown, X509Chain? given)
    {
        try
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(rules.CaFile);
            foreach (var link in given?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
                chain.ChainPolicy.ExtraStore.Add(link.Certificate);
            return chain.Build(shown) ? null : $"the certificate is not by {rules.CaFile}: {Words(chain)}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"ca-file {rules.CaFile} cannot be read: {failure.Message}";
        }
    }

    private static string? Words(X509Chain? chain) =>
        chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).FirstOrDefault(text => text.Length > 0);
}
