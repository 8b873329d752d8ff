namespace Weft.Tool.Tests;

public sealed class CheckTests
{
    [Fact]
    public void Check_names_the_kernels_of_every_file()
    {
        using var work = Sources.Prepare().With("f.mlir", "func.func @f(%a: i32) -> i32 {\n  return %a : i32\n}\n");
        work.Run("build one.weft").Succeeds();
        Assert.Equal(
            "kernel twice(x: f32[n], y: out f32[n])\nfunction f : (i32) -> i32\nkernel twice(x: f32[n], y: out f32[n])\n",
            work.Run("check one.weft f.mlir one.weftpkg").Succeeds());
    }

    [Fact]
    public void A_bad_file_does_not_hide_the_others()
    {
        using var work = Sources.Prepare();
        var result = work.Run("check missing.weft one.weft").Fails(ExitCode.BadInput, "WF1207");
        Assert.Contains("kernel twice", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_leaves_only_errors()
    {
        using var work = Sources.Prepare();
        Assert.Equal("", work.Run("check one.weft --quiet").Succeeds());
        Assert.Equal("", work.Run("--quiet check one.weft").Succeeds());
    }
}
