using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Supervision.Adapters.Tests.Notifications;

/// <summary>A real SMTP server, Debian's python3-aiosmtpd, in a process of its own: it writes each mail that it takes into a file.</summary>
internal sealed class MailServer : IDisposable
{
    private const string Program = """
        import ssl, sys
        from pathlib import Path
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult, SMTP

        folder, port, certificate, login = sys.argv[1:5]

        class Handler:
            taken = 0
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('nobody'): return '550 5.1.1 nobody of that name'
                if address.startswith('later'): return '450 4.2.1 try again'
                envelope.rcpt_tos.append(address)
                return '250 OK'
            async def handle_DATA(self, server, session, envelope):
                Handler.taken += 1
                new = Path(folder, f'{Handler.taken}.new')
                new.write_bytes(('X-To: %s\r\n' % ','.join(envelope.rcpt_tos)).encode() + envelope.content)
                new.rename(Path(folder, f'{Handler.taken}.eml'))
                return '250 2.0.0 taken as %d' % Handler.taken

        def login_of(server, session, envelope, mechanism, data):
            user = getattr(data, 'login', b''); password = getattr(data, 'password', b'')
            return AuthResult(success=(user + b':' + password) == login.encode(), handled=False)

        context = None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
        server = Controller(Handler(), hostname='127.0.0.1', port=int(port), tls_context=context, require_starttls=bool(certificate),
                            authenticator=login_of if login else None, auth_required=bool(login), auth_require_tls=bool(certificate))
        server.start()
        print('ready', flush=True)
        sys.stdin.read()
        server.stop()
        """;

    private readonly TemporaryDirectory _folder = new();
    private Process? _process;

    public int Port { get; private set; }

    public string CaFile => _folder.File("ca.pem");

    public static async Task<MailServer> StartAsync(bool tls = false, string login = "", string name = "127.0.0.1", bool expired = false)
    {
        Skip.If(!File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3");
        Skip.If(Tool.Run("/usr/bin/python3", "-c", "import aiosmtpd").Exit != 0, "python3-aiosmtpd is not installed");
        var server = new MailServer();
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            server.Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        if (tls) server.IssueCertificate(name, expired);
        server._process = Process.Start(new ProcessStartInfo(
            "/usr/bin/python3",
            ["-c", Program, server._folder.Path, server.Port.ToString(CultureInfo.InvariantCulture), tls ? server._folder.File("server.pem") : "", login])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", await server._process.StandardOutput.ReadLineAsync());
        return server;
    }

    /// <summary>The mails so far, as they came.</summary>
    public string[] Mails => [.. Directory.GetFiles(_folder.Path, "*.eml").Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _folder.Dispose();
    }

    private void IssueCertificate(string name, bool expired)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Mail of the test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(expired ? -1 : 1));
        File.WriteAllText(CaFile, made.ExportCertificatePem());
        File.WriteAllText(_folder.File("server.pem"), key.ExportPkcs8PrivateKeyPem() + "\n" + made.ExportCertificatePem() + "\n");
    }
}
