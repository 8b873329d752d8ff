using Weft.Runtime;

namespace Weft.Tool.Tests;

/// <summary>The commands that talk to a server, against <c>weft serve</c> on this machine.</summary>
public sealed class RemoteTests
{
    [Fact]
    public void A_kernel_is_deployed_called_listed_and_taken_down()
    {
        using var work = Sources.Prepare();
        using var server = new LocalServer(work);

        Assert.Matches(
            "^twice [0-9a-f]{12}: accesses proved [0-9]+, hoisted [0-9]+, guarded [0-9]+\n"
            + "  http://127.0.0.1:[0-9]+/v2/models/twice/infer\n$",
            work.Run("deploy one.weft").Succeeds());
        Assert.Matches("^[0-9a-f]{12}  twice\\(x: f32\\[n\\], y: out f32\\[n\\]\\)\n$", work.Run("list").Succeeds());
        Assert.Equal("y: f32[4] = 2.0 4.0 6.0 8.0\n", work.Run("invoke twice --in x=x.npy").Succeeds());
        Assert.Equal("y: f32[4] -> out.npy\n", work.Run("invoke twice --in x=x.npy --out y=out.npy").Succeeds());
        Assert.Equal([2f, 4, 6, 8], TensorFile.Read(work.At("out.npy")).As<float>().ToArray());
        Assert.Equal("twice is down\n", work.Run("undeploy twice").Succeeds());
        Assert.Equal("", work.Run("list").Succeeds());
        Assert.Equal(ExitCode.Done, server.Stop());
        // The file that tells clients of the server goes with it.
        Assert.False(File.Exists(work.At(".weft/url")));
        work.Run("list").Fails(ExitCode.MissingPart, "WF1205");
    }

    [Fact]
    public void Options_come_before_variables_and_these_before_files()
    {
        using var work = Sources.Prepare();
        using var server = new LocalServer(work);
        work.Variables["WEFT_TOKEN"] = "wrong";
        work.Run("list").Fails(ExitCode.BadInput, "WF5020");
        work.Run($"list --token {server.Token}").Succeeds();
        work.Variables["WEFT_URL"] = "http://127.0.0.1:1";
        work.Run($"list --to {server.Url} --token {server.Token}").Succeeds();
        work.Run($"list --token {server.Token}").Fails(ExitCode.MissingPart, "WF5070");
    }

    [Fact]
    public void The_owners_token_is_found_among_others()
    {
        using var work = Sources.Prepare();
        Directory.CreateDirectory(work.At(".weft"));
        work.With(".weft/token", "# mine\ntoken-of-the-owner admin\ntoken-of-a-client invoke\n");
        using var server = new LocalServer(work);
        work.Run("deploy one.weft").Succeeds();
    }

    [Fact]
    public void Warnings_about_what_is_deployed_are_told()
    {
        using var work = Sources.Prepare().With("empty.weft", "kernel k(x: f32[n]) -> y: f32[n] { }\n");
        using var server = new LocalServer(work);
        var deployed = work.Run("deploy empty.weft");
        Assert.StartsWith("k ", deployed.Succeeds(), StringComparison.Ordinal);
        Assert.StartsWith("empty.weft:1:24: warning WF1076", deployed.Error, StringComparison.Ordinal);
        Assert.Equal("", work.Run("deploy empty.weft --quiet").Error);
    }

    [Fact]
    public void What_the_server_refuses_is_told()
    {
        using var work = Sources.Prepare()
            .With("types.weft", "kernel k(x: f32[n]) -> y: f32[n] {\n    y[0] = true\n}\n")
            .With("large.weft", new string(' ', 5 << 20));
        using var server = new LocalServer(work);
        work.Run("deploy k.weft").Succeeds();

        (string CommandLine, string Message)[] cases =
        [
            ("list --token wrong", "error WF5020: this needs a valid token"),
            ("deploy types.weft", "error WF5050: 'types.weft' was not accepted"),
            ("deploy types.weft", "types.weft:2:12: error WF1"),
            ("deploy large.weft", "error WF5040: the request's body is larger than"),
            ("deploy k.weft --name saxpi", "error WF5052: 'k.weft' has no kernel or workflow 'saxpi'; it has: saxpy"),
            ($"list --to {server.Url}/nowhere/", "error WF5032: there is nothing at /nowhere/weft/v1/kernels"),
            ("invoke nobody", "error WF5030: there is no model 'nobody' here"),
            ("undeploy nobody", "error WF5030: there is no model 'nobody' here"),
            ("invoke pick --in x=x.npy --arg i=9", "error WF4001: k.weft:6:12: kernel 'pick': index 9 is out of range for 'x'"),
            ("invoke divide --arg a=1 --arg b=0", "error WF4002: k.weft:9:12: kernel 'divide': integer division by zero"),
            ("invoke pick --in x=ints.npy --arg i=0", "WF4013: 'x' of 'pick' is f32, but i32 was given"),
            ("invoke pick --in x=square.npy --arg i=0", "WF4014"),
            ("invoke pick --in x=x.npy", "WF4011: 'pick' needs a value for 'i: i32'"),
            ("invoke pick --in x=x.npy --arg i=0 --out z=z.npy", "WF1204: there is no output 'z'; the outputs are: s"),
        ];
        foreach (var (commandLine, message) in cases) work.Run(commandLine).Fails(ExitCode.BadInput, message);
        // And it still serves.
        Assert.Equal("s: f32[1] = 3.0\n", work.Run("invoke pick --in x=x.npy --arg i=2").Succeeds());
    }

    [Fact]
    public void A_busy_directory_is_told()
    {
        using var work = Sources.Prepare();
        using var server = new LocalServer(work);
        work.Run("serve --listen http://127.0.0.1:0").Fails(ExitCode.BadInput, "WF5062");
        work.Run($"serve --listen {server.Url} --data other").Fails(ExitCode.BadInput, "WF5065");
        Directory.CreateDirectory(work.At("other/url"));
        work.Run("serve --listen http://127.0.0.1:0 --data other").Fails(ExitCode.BadInput, "WF1208");
    }
}
