namespace Supervision.Core.Tests.Notifications;

/// <summary>What stands under <c>healthcheck.notify.defaults</c>.</summary>
internal static class ChannelDefaults
{
    public const string Text = """
        defaults {
          email {
            timeout = 30s, smtp = "", security = none, from = "", to = [], user = "", password-file = "", verify = on, ca-file = ""
          }
          sms {
            timeout = 30s, provider = iletimerkezi, url = "", sender = "", to = [], key-file = "", hash-file = ""
            body = "", success = "", parts = 3, verify = on, ca-file = ""
          }
          webhook {
            timeout = 30s, url = "", headers = [], body = "", secret-file = "", token-file = "", verify = on, ca-file = ""
          }
          command { timeout = 30s, run = [] }
        }
        """;
}
