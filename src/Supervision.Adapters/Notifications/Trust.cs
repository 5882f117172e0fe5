using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Supervision.Adapters.Notifications;

/// <summary>Whose certificates are believed.</summary>
internal static class Trust
{
    /// <param name="caFile">In PEM; empty for the authorities of this host.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is no certificate in it.</exception>
    public static X509ChainPolicy Policy(string caFile)
    {
        // Nothing is fetched from anywhere: neither lists of revoked ones nor missing links of the chain.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (caFile.Length == 0) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }

    /// <summary>Judges what a library shows that builds its chain by the authorities of this host.</summary>
    public static bool Holds(X509Certificate? shown, SslPolicyErrors errors, X509ChainPolicy policy)
    {
        if (policy.TrustMode == X509ChainTrustMode.System) return errors == SslPolicyErrors.None;
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None || shown is not X509Certificate2 certificate)
            return false;
        using var chain = new X509Chain { ChainPolicy = policy };
        return chain.Build(certificate);
    }

}
