using Weft.Runtime;

namespace Weft.Tool.Tests;

/// <summary>What users get wrong: each mistake has its exit code and says what was found, where, and what to do.</summary>
public sealed class WrongInputTests
{
    public static TheoryData<string, int, string> Lines => new()
    {
        // Sources.
        { "check syntax.weft", 1, "syntax.weft:1:13: error WF1005" },
        { "check types.weft", 1, "types.weft:2:" },
        { "check bad.mlir", 1, "bad.mlir:1:14: error: expected " },
        { "run syntax.weft", 1, "syntax.weft:1:13: error WF1005" },
        { "explain types.weft", 1, "types.weft:2:" },
        { "check missing.weft", 1, "error WF1207: cannot read 'missing.weft': there is no such file" },
        { "check no/such/dir.weft", 1, "error WF1207: cannot read 'no/such/dir.weft': there is no directory" },
        { "check notes.txt", 1, "error WF1206: 'notes.txt' is not a .weft, .mlir or .weftpkg file" },
        { "check folder.weft", 1, "error WF1207: cannot read 'folder.weft': it is a directory" },
        { "run empty.weft", 1, "error WF1211: 'empty.weft' has no kernel or workflow" },
        { "run empty.mlir", 1, "error WF1211: 'empty.mlir' has no kernel or workflow" },
        { "check empty.weftpkg", 1, "WF4220" },
        { "check garbage.weft", 1, "garbage.weft:1:1: error WF1001" },
        { "check garbage.mlir", 1, "garbage.mlir:1:1: error: " },
        { "check garbage.weftpkg", 1, "error WF4220: 'garbage.weftpkg' is not a .weftpkg" },
        { "build garbage.weft --emit obj", 1, "garbage.weft:1:1: error WF1001" },

        // Entries.
        { "run k.weft saxpi", 1, "error WF1209: 'k.weft' has no kernel or workflow 'saxpi'; it has: saxpy, pick," },
        { "run k.weft saxpi", 1, "ramp; did you mean 'saxpy'?" },
        { "run k.weft zebra", 1, "it has: saxpy, pick, divide, grey, ramp\n" },
        { "run k.weft", 1, "error WF1210: say which kernel of 'k.weft'; it has: saxpy" },
        { "explain k.weft saxpy --shape n", 1, "error WF1219: 'n' is not an extent; write it like n=1024" },
        { "explain k.weft saxpy --shape n=-4", 1, "error WF1219" },
        { "tune k.weft saxpy --arg a=1", 1, "error WF1230: nothing says what 'n' of 'x: f32[n]' is, for 'saxpy' to be measured" },
        { "tune k.weft saxpy --shape n=100", 1, "error WF4011: 'saxpy' needs a value for 'a: f32'" },
        { "tune k.weft saxpy --shape n=big", 1, "error WF1219: 'n=big' is not an extent" },
        { "tune k.weft saxpy --in x=x.npy --arg a", 1, "error WF1201: --arg takes NAME=VALUE" },
        { "explain k.weft dvide", 1, "did you mean 'divide'?" },

        // Values.
        { "run one.weft", 1, "error WF4011: 'twice' needs a value for 'x: f32[n]'" },
        { "run one.weft --in x=square.npy", 1, "error WF4014: 'x' of 'twice' has 1 dimensions, but a shape [2, 2] was given" },
        { "run k.weft saxpy --arg a=1 --in x=x.npy --in y=short.npy", 1, "WF4015: dimension 0 of 'y' of 'saxpy' is 'n' = 4, but" },
        { "run one.weft --in x=ints.npy", 1, "error WF4013: 'x' of 'twice' is f32, but i32 was given" },
        { "run one.weft --in z=x.npy", 1, "error WF4012: 'twice' has no input 'z'" },
        { "run one.weft --in x=x.npy --arg x=1", 1, "error WF1213: 'x' is given twice" },
        { "run one.weft --in x=missing.npy", 1, "error WF4201: 'missing.npy' cannot be read: there is no such file" },
        { "run one.weft --in x=cut.npy", 1, "error WF4206: 'cut.npy' is truncated" },
        { "run one.weft --in x=empty.npy", 1, "error WF4202: 'empty.npy' is not an npy file: it starts with " },
        { "run one.weft --in x=garbage.npy", 1, "error WF4202: 'garbage.npy' is not" },
        { "run k.weft grey --in img=fake.pgm", 1, "error WF4202: 'fake.pgm' is not" },
        { "run k.weft grey --in img=x.csv", 1, "error WF4200: 'x.csv': the extension says no format that can be read" },
        { "run one.weft --in x=folder.npy", 1, "error WF4201: 'folder.npy' cannot be read: it is a directory" },
        { "run one.weft --in x", 1, "error WF1201: --in takes NAME=VALUE, but 'x' has no '='" },
        { "run k.weft divide --arg a=one --arg b=1", 1, "error WF1202: 'one' is not a value of type i32 for 'a'" },
        { "run k.weft divide --arg a=99999999999 --arg b=1", 1, "error WF1202: '99999999999' is not a value of type i32 for 'a'" },
        { "run k.weft ramp --shape r=3xx", 1, "error WF1203: '3xx' is not a shape for 'r'" },
        { "run k.weft ramp --shape r=-3", 1, "error WF1203" },
        { "run k.weft ramp --shape r=3 --shape r=4", 1, "error WF1213: 'r' is given twice" },
        { "run k.weft ramp --shape r=3 --shape q=4", 1, "error WF1204: there is no output 'q'; the outputs are: r" },
        { "run k.weft ramp --shape r=2000000000", 1, "WF4021: the outputs of 'ramp' would take 8000000000 bytes; the limit is 2147483591" },
        { "run one.weft --in x=x.npy --arg k=some", 1, "error WF4012: 'twice' has no input 'k'; its inputs are: x: f32[n]" },
        { "run k.weft ramp", 1, "WF4016" },
        { "run k.weft ramp --shape r=99999999999999", 1, "WF4018" },

        // Faults.
        { "run k.weft pick --in x=x.npy --arg i=9", 1, "k.weft:6:12: error WF4001: kernel 'pick': index 9 is out of range for 'x', whose" },
        { "run k.weft pick --in x=x.npy --arg i=-1 --target interp", 1, "k.weft:6:12: error WF4001: kernel 'pick': index -1 is out of" },
        { "run k.weft divide --arg a=1 --arg b=0", 1, "k.weft:9:12: error WF4002: kernel 'divide': integer division by zero" },
        { "run k.weft divide --arg a=-2147483648 --arg b=-1", 1, "error WF4003: kernel 'divide': integer division overflows" },

        // Outputs.
        { "run one.weft --in x=x.npy --out z=z.npy", 1, "error WF1204: there is no output 'z'; the outputs are: y" },
        { "run one.weft --in x=x.npy --out y=y.jpg", 1, "error WF4200: 'y.jpg': the extension says no format that can be written" },
        { "run one.weft --in x=x.npy --out y=no/y.npy", 1, "error WF4201: 'no/y.npy' cannot be written: there is no directory" },
        { "run one.weft --in x=x.npy --out y=folder.npy", 1, "error WF4201: 'folder.npy' cannot be written: it is a directory" },
        { "run one.weft --in x=x.npy --out y=a.npy --out y=b.npy", 1, "error WF1213: 'y' is given twice" },
        { "run one.weft --in x=x.npy --out y=y.pgm", 1, "error WF4211" },
        { "build one.weft -o no/such/k.weftpkg", 1, "error WF1208: cannot write 'no/such/k.weftpkg': there is no directory" },
        { "build one.weft -o folder.weft", 1, "error WF1208: cannot write 'folder.weft': it is a directory" },

        // Usage.
        { "check", 2, "weft check: " },
        { "check one.weft --bogus", 2, "error WF1212: weft check: unknown option '--bogus'\nnote: try: weft check --help" },
        { "run one.weft --tagret cpu", 2, "unknown option '--tagret'; did you mean '--target'?" },
        { "run one.weft --target gpu", 2, "gpu" },
        { "run one.weft twice thrice", 2, "thrice" },
        { "check one.weft --diagnostics=xml", 2, "xml" },
        { "chekc one.weft", 2, "weft: unknown command 'chekc'; did you mean 'check'?" },
        { "--quiet", 2, "weft: a command is missing" },
        { "help chekc", 2, "weft: unknown command 'chekc'; did you mean 'check'?" },

        // Servers.
        { "list", 4, "error WF1205: no server is known: give --to URL and --token T, set WEFT_URL and WEFT_TOKEN, or start one" },
        { "list --to http://127.0.0.1:1 --token t", 4, "error WF5070: no answer from http://127.0.0.1:1/" },
        { "deploy one.weft --to http://127.0.0.1:1 --token t", 4, "weft serve starts one" },
        { "list --to not-a-url --token t", 1, "error WF1214: 'not-a-url' is not the URL of a server" },
        { "list --to ftp://127.0.0.1 --token t", 1, "error WF1214" },
        { "list --to http://127.0.0.1:1 --token t\u00f6ken", 1, "error WF5072" },
        { "deploy missing.weft --to http://127.0.0.1:1 --token t", 1, "error WF1207: cannot read 'missing.weft'" },
        { "serve --listen http://256.0.0.1:70000 --data state", 1, "WF5065" },
        { "serve --listen http://127.0.0.1:0 --data x.npy", 1, "WF5064" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Mistakes_are_told(string commandLine, int code, string message)
    {
        using var work = Sources.Prepare()
            .With("syntax.weft", "kernel k(x: ) { }\n")
            .With("types.weft", "kernel k(x: f32[n]) -> y: f32[n] {\n    y[0] = true\n}\n")
            .With("bad.mlir", "func.func @f( {\n}\n")
            .With("notes.txt", "")
            .With("empty.weft", "").With("empty.mlir", "").With("empty.weftpkg", "").With("empty.npy", "")
            .With("x.csv", "1,2")
            .With("fake.pgm", "GIF89a");
        var garbage = new byte[300];
        new Random(1).NextBytes(garbage);
        garbage[0] = 0xff;
        foreach (var extension in new[] { "weft", "mlir", "weftpkg", "npy" }) work.With($"garbage.{extension}", garbage);
        work.With("cut.npy", File.ReadAllBytes(work.At("x.npy"))[..^3]);
        Directory.CreateDirectory(work.At("folder.weft"));
        Directory.CreateDirectory(work.At("folder.npy"));
        var before = work.Files.ToList();

        var result = work.Run(commandLine).Fails((ExitCode)code, message);

        Assert.Equal("", result.Out);
        // Nothing is left behind: no output, no half of one.
        Assert.Equal(before, work.Files);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        using var work = Sources.Prepare().With("out.pgm", "old");
        work.Run("run one.weft --in x=x.npy --out y=out.pgm").Fails(ExitCode.BadInput, "WF4211");
        Assert.Equal("old", File.ReadAllText(work.At("out.pgm")));
    }

    [Fact]
    public void No_arguments_show_the_commands()
    {
        using var work = new Workplace();
        work.RunWords().Fails(ExitCode.BadUsage, "usage: weft COMMAND");
    }

    [Fact]
    public void A_device_file_is_written_not_replaced()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "no /dev/null on this system");
        using var work = Sources.Prepare();
        work.Run("build one.weft -o /dev/null").Succeeds();
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        using var work = Sources.Prepare().With("real.npy", "old");
        File.CreateSymbolicLink(work.At("link.npy"), work.At("real.npy"));
        work.Run("run one.weft --in x=x.npy --out y=link.npy").Succeeds();
        Assert.NotNull(File.ResolveLinkTarget(work.At("link.npy"), returnFinalTarget: false));
        Assert.Equal(4, TensorFile.Read(work.At("real.npy")).Count);
    }
}
