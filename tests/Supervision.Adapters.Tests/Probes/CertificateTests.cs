using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Supervision.Core.Probes;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>Certificates as they are found in the field.</summary>
public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TemporaryDirectory _folder = new();
    private readonly X509Certificate2 _authority = Authority();

    public CertificateTests() => File.WriteAllText(CaFile, _authority.ExportCertificatePem());

    private string CaFile => _folder.File("ca.pem");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_valid_one_passes_and_one_that_ends_soon_is_told()
    {
        using var server = Serve(Issue("127.0.0.1", Now.AddDays(-1), Now.AddDays(9.5)));

        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await LookAsync(server, days: 0));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await LookAsync(server, days: 9));
        Assert.Equal(new ProbeOutcome.Impaired("certificate ends in 9 days") { OfCertificate = true }, await LookAsync(server, days: 14));
    }

    [Fact]
    public async Task An_expired_one_has_failed()
    {
        using var server = Serve(Issue("127.0.0.1", Now.AddDays(-10), Now.AddDays(-1)));

        Assert.Equal(
            new ProbeOutcome.Failed($"certificate ended on {Now.AddDays(-1):yyyy-MM-dd}"), await LookAsync(server, days: 14));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await Looks.At(Looks.Http($"https://{server.Address}/")));
    }

    [Fact]
    public async Task One_for_another_name_has_failed_and_the_host_header_is_the_name_it_has_to_be_for()
    {
        using var server = Serve(Issue("reports.example", Now.AddDays(-1), Now.AddDays(90)));

        Assert.Equal(new ProbeOutcome.Failed("certificate is for another name: reports.example"), await LookAsync(server, days: 14));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await LookAsync(server, days: 14, host: "reports.example"));
    }

    [Fact]
    public async Task A_self_signed_one_and_one_by_a_stranger_have_failed()
    {
        using var selfSigned = Serve(Authority());
        using var stranger = Serve(Issue("127.0.0.1", Now.AddDays(-1), Now.AddDays(90)));
        var byTheHost = Looks.Http($"https://{stranger.Address}/") with { Certificate = new CertificateRules(true, 14, "") };

        Assert.StartsWith("certificate is ", (await LookAsync(selfSigned, days: 14)).Detail, StringComparison.Ordinal);
        Assert.StartsWith("certificate is by nobody whom this host trusts", Assert.IsType<ProbeOutcome.Failed>(await Looks.At(byTheHost)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorities_that_cannot_be_read_say_nothing_of_the_service()
    {
        using var server = Serve(Issue("127.0.0.1", Now.AddDays(-1), Now.AddDays(90)));
        var target = Looks.Http($"https://{server.Address}/") with { Certificate = new CertificateRules(true, 14, _folder.File("none.pem")) };

        Assert.StartsWith("ca-file ", Assert.IsType<ProbeOutcome.Unknown>(await Looks.At(target)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_and_an_authority_that_were_replaced_hold_from_the_next_look_on()
    {
        var served = Issue("127.0.0.1", Now.AddDays(-90), Now.AddDays(-1));
        using var server = Serve(() => served);
        Assert.StartsWith("certificate ended on ", Assert.IsType<ProbeOutcome.Failed>(await LookAsync(server, days: 14)).Detail, StringComparison.Ordinal);

        served = Issue("127.0.0.1", Now.AddDays(-1), Now.AddDays(90));
        Assert.Equal(new ProbeOutcome.Passed("HTTP 200"), await LookAsync(server, days: 14));

        using var other = Authority();
        await File.WriteAllTextAsync(CaFile, other.ExportCertificatePem());
        Assert.StartsWith("certificate is ", Assert.IsType<ProbeOutcome.Failed>(await LookAsync(server, days: 14)).Detail, StringComparison.Ordinal);
    }

    private Task<ProbeOutcome> LookAsync(Listener server, int days, string host = "") => Looks.At(
        Looks.Http($"https://{server.Address}/") with { Host = host, Certificate = new CertificateRules(true, days, CaFile) }, new HandClock());

    private static Listener Serve(X509Certificate2 certificate) => Serve(() => certificate);

    private static Listener Serve(Func<X509Certificate2> certificate) => Listener.That(async (stream, _, end) =>
    {
        await using var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate() }, end);
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            return;
        }

        await Listener.RequestAsync(secure, end);
        await secure.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), end);
    });

    private X509Certificate2 Issue(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(_authority, from, to, [1, 2, 3, 4]);
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }

    private static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Authority of the test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(Now.AddDays(-100), Now.AddDays(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
