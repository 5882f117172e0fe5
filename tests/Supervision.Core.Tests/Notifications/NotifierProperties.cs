using CsCheck;
using Supervision.Core.Notifications;

namespace Supervision.Core.Tests.Notifications;

/// <summary>Whatever happens in whatever order: nobody hears anything twice, and whoever was told of a trouble hears of its end.</summary>
public sealed class NotifierProperties
{
    private static readonly Gen<(int Kind, int Number)[]> Lives = Gen.Select(Gen.Int[0, 9], Gen.Int[1, 4]).Array[1, 60];

    [Fact]
    public void No_message_is_delivered_twice_and_an_end_reaches_exactly_those_who_were_told() => Lives.Sample(Check, iter: 400);

    private static void Check((int Kind, int Number)[] life)
    {
        var board = new Switchboard(Switchboard.Both with
        {
            Storm = new StormLimit(6, TimeSpan.FromHours(1)),
            Fallbacks = Switchboard.Both.Fallbacks.Add("sms", new Fallback("email", TimeSpan.FromMinutes(5))),
            Reminder = TimeSpan.Zero,
        })
        { Answers = _ => null }.Start();
        var open = new HashSet<long>();
        var incident = 0L;
        foreach (var (kind, number) in life)
        {
            switch (kind)
            {
                case 0 or 1:
                    board.Hear(board.Opened(++incident));
                    open.Add(incident);
                    break;
                case 2 or 3 when open.Count > 0:
                    board.Hear(board.Over(open.First()));
                    open.Remove(open.First());
                    break;
                case 4: board.Answer(new Delivery.Later("busy")); break;
                case 5 or 6: board.Answer(new Delivery.Delivered("taken")); break;
                case 7: board.Pass(TimeSpan.FromMinutes(number)); break;
                case 8:
                    // A try under way is taken by nobody: what the daemon did not hear of it cannot know.
                    board.Kill();
                    foreach (var still in open)
                        board.Hear(board.Opened(still));
                    break;
                case 9: board.DiskSays = null; break;
            }
        }

        board.Answers = _ => new Delivery.Delivered("taken");
        while (board.Pending.Count > 0)
            board.Answer(new Delivery.Delivered("taken"));
        foreach (var still in open)
            board.Hear(board.Over(still));
        board.Pass(TimeSpan.FromHours(12));

        Assert.Equal(board.Taken.Count, board.Taken.Select(message => message.Id).Distinct().Count());
        Assert.Equal(0, board.State.Waiting);
        Assert.Empty(board.State.Topics);
        foreach (var topic in board.Taken.Where(message => message.Topic.Text.StartsWith("incident:", StringComparison.Ordinal)).GroupBy(message => (message.Topic, message.Channel)))
            Assert.Equal(["incident-opened", "recovered"], topic.Select(message => message.Event));
    }
}
