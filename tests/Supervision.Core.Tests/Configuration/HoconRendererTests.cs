using Supervision.Core.Configuration;

namespace Supervision.Core.Tests.Configuration;

public sealed class HoconRendererTests
{
    [Fact]
    public void Renders_one_entry_a_line_with_quotes_where_needed()
    {
        Assert.Equal(
            """
            akka {
              loglevel = INFO
              stdout = "off"
              "a.b" = "x // \"y\"\n"
              loggers = [Some.Logger, "Some, Other"]
              routes = [{path = "/user/*", n = 5}]
              "/user/x" {
                router = round-robin
              }
              empty = {}
            }

            """,
            HoconRenderer.Render(Written.Tree("""
                akka { loglevel = INFO, stdout = "off", "a.b" = "x // \"y\"\n", loggers = [Some.Logger, "Some, Other"]
                  routes = [{ path = "/user/*", n = 5 }]
                  "/user/x" { router = round-robin }, empty { } }
                """)));
    }

    [Fact]
    public void A_text_that_came_from_the_environment_is_quoted_where_a_parser_would_stumble()
    {
        var written = new Written { Environment = { ["URL"] = "http://x", ["NOTHING"] = "null", ["EMPTY"] = "" } };
        Assert.Equal("a = \"http://x\"\nb = \"null\"\nc = \"\"\n", HoconRenderer.Render(written.TreeOf("a = ${URL}, b = ${NOTHING}, c = ${EMPTY}")));
    }
}
