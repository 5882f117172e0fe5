using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

public class PropertyReaderTests
{
    private const string Job = "/org/freedesktop/systemd1/job/96";

    [SkippableFact]
    public void Every_property_that_we_know_is_read()
    {
        var read = Read(
            ("LoadState", "s", message => message.Append("loaded")),
            ("ActiveState", "s", message => message.Append("failed")),
            ("SubState", "s", message => message.Append("failed")),
            ("Result", "s", message => message.Append("signal")),
            ("InvocationID", "ay", message => ScratchBus.Bytes(message, [0x8c, 0xc2, 0x0f])),
            ("Job", "(uo)", message => WriteJob(message, Job)),
            ("ExecMainCode", "i", message => ScratchBus.Number(message, 'i', 2)),
            ("ExecMainStatus", "i", message => ScratchBus.Number(message, 'i', 9)),
            ("InactiveExitTimestampMonotonic", "t", message => ScratchBus.Long(message, 14_954_424_583)),
            ("NRestarts", "u", message => ScratchBus.Number(message, 'u', 7)),
            ("ActiveEnterTimestampMonotonic", "t", message => ScratchBus.Long(message, 14_954_424_584)),
            ("ControlGroup", "s", message => message.Append("/system.slice/nginx.service")),
            ("NeedDaemonReload", "b", message => ScratchBus.Number(message, 'b', 1)),
            ("FreezerState", "s", message => message.Append("frozen")));

        Assert.Equal(
            new UnitProperties
            {
                Load = UnitLoad.Loaded,
                Activity = UnitActivity.Failed,
                SubState = "failed",
                Result = "signal",
                Invocation = "8cc20f",
                Job = Job,
                ExitKind = 2,
                ExitStatus = 9,
                LifeBegan = TimeSpan.FromSeconds(14_954.424583),
                Restarts = 7,
                ActiveSince = TimeSpan.FromSeconds(14_954.424584),
                ControlGroup = "/system.slice/nginx.service",
                NeedsReload = true,
                Frozen = true,
            },
            read);
    }

    [SkippableFact]
    public void No_job_and_no_invocation_are_told_as_none()
    {
        var read = Read(
            ("Job", "(uo)", message => WriteJob(message, "/")),
            ("InvocationID", "ay", message => ScratchBus.Bytes(message, [])));

        Assert.Equal(new UnitProperties { Job = "", Invocation = "" }, read);
    }

    [SkippableFact]
    public void More_restarts_than_a_number_holds_are_the_most_it_holds() => Assert.Equal(
        new UnitProperties { Restarts = int.MaxValue }, Read(("NRestarts", "u", message => ScratchBus.Number(message, 'u', -1))));

    [SkippableFact]
    public void A_time_beyond_all_times_is_the_last_of_them()
    {
        var read = Read(("InactiveExitTimestampMonotonic", "t", message => ScratchBus.Long(message, ulong.MaxValue)));

        Assert.True(read.LifeBegan > TimeSpan.FromDays(9_999_999));
    }

    [SkippableFact]
    public void What_is_not_ours_is_skipped_and_what_follows_is_read() => Assert.Equal(
        new UnitProperties { SubState = "running" },
        Read(
            ("MainPID", "u", message => ScratchBus.Number(message, 'u', 7)),
            ("ActivationDetails", "as", message => message.Append(["a", "b"])),
            ("SubState", "s", message => message.Append("running"))));

    [SkippableTheory]
    [InlineData("LoadState")]
    [InlineData("ActiveState")]
    [InlineData("SubState")]
    [InlineData("Result")]
    [InlineData("InvocationID")]
    [InlineData("Job")]
    [InlineData("InactiveExitTimestampMonotonic")]
    [InlineData("NRestarts")]
    [InlineData("ActiveEnterTimestampMonotonic")]
    [InlineData("ControlGroup")]
    [InlineData("NeedDaemonReload")]
    [InlineData("FreezerState")]
    public void A_property_of_another_type_counts_as_not_told(string name) => Assert.Equal(
        new UnitProperties { ExitStatus = 3 },
        Read(
            (name, "i", message => ScratchBus.Number(message, 'i', 1)),
            ("ExecMainStatus", "i", message => ScratchBus.Number(message, 'i', 3))));

    [SkippableFact]
    public void An_empty_dictionary_tells_nothing() => Assert.Equal(default, Read());

    [SkippableFact]
    public void Names_in_a_variant_are_read_to_their_end()
    {
        ScratchBus.SkipWithoutLibrary();
        using var bus = new ScratchBus();
        using var message = bus.Message(written =>
        {
            ScratchBus.Within(written, 'v', "as", () => written.Append(["a.service", "b.service"]));
            ScratchBus.Within(written, 'v', "as", () => written.Append(Array.Empty<string>()));
            ScratchBus.Within(written, 'v', "s", () => written.Append("a.service"));
            written.Append("end");
        });

        Assert.Equal(["a.service", "b.service"], message.ReadVariantTexts());
        Assert.Empty(message.ReadVariantTexts());
        Assert.Empty(message.ReadVariantTexts());
        Assert.Equal("end", message.ReadString());
    }

    [SkippableFact]
    public void A_message_in_another_form_is_an_error_of_the_bus()
    {
        ScratchBus.SkipWithoutLibrary();
        using var bus = new ScratchBus();
        using var message = bus.Message(written => written.Append("no dictionary"));

        Assert.Throws<BusException>(() => message.ReadProperties());
    }

    private static UnitProperties Read(params (string Name, string Type, Action<BusMessage> Value)[] properties)
    {
        ScratchBus.SkipWithoutLibrary();
        using var bus = new ScratchBus();
        using var message = bus.Message(written => ScratchBus.Dictionary(written, properties));
        return message.ReadProperties();
    }

    private static void WriteJob(BusMessage message, string path) => ScratchBus.Within(message, 'r', "uo", () =>
    {
        ScratchBus.Number(message, 'u', path == "/" ? 0 : 96);
        ScratchBus.ObjectPath(message, path);
    });
}
