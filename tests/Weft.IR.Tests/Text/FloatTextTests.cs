using Weft.IR.Text;
using Xunit;

namespace Weft.IR.Tests.Text;

/// <summary>Floats print as mlir-opt 19 prints them; each line was taken from it.</summary>
public sealed class FloatTextTests
{
    [Theory]
    [InlineData("1.0", "f32", "1.000000e+00")]
    [InlineData("0.1", "f32", "1.000000e-01")]
    [InlineData("1.0e-8", "f32", "9.99999993E-9")]
    [InlineData("1.0e-7", "f32", "1.000000e-07")]
    [InlineData("1.0e-5", "f32", "9.99999974E-6")]
    [InlineData("1.0e25", "f32", "9.99999956E+24")]
    [InlineData("0.01", "f32", "0.00999999977")]
    [InlineData("1.0e15", "f32", "9.99999986E+14")]
    [InlineData("1.0e-7", "f64", "9.9999999999999995E-8")]
    [InlineData("1.0e23", "f64", "9.9999999999999991E+22")]
    [InlineData("1.0e-30", "f64", "1.000000e-30")]
    [InlineData("1.0e-4", "f16", "1.000170e-04")]
    [InlineData("1.0e-3", "bf16", "9.994500e-04")]
    [InlineData("0.1", "f8E4M3FN", "1.015630e-01")]
    [InlineData("0.1", "f80", "0.100000000000000005551")]
    [InlineData("0.1", "f128", "0.100000000000000005551115123125782702")]
    [InlineData("0x3FFF8000000000000001", "f80", "1.00000000000000000011")]
    [InlineData("0x3FFF0000000000000000000000000001", "f128", "1.00000000000000000000000000000000019")]
    [InlineData("0x7FC00000", "f32", "0x7FC00000")]
    [InlineData("-0.0", "f64", "-0.000000e+00")]
    public void Prints_as_mlir_opt(string written, string type, string expected)
    {
        var context = new IrContext(StandardDialects.All) { AllowUnregistered = true };
        var module = IrParser.ParseModule(context, $"\"a.b\"() {{x = {written} : {type}}} : () -> ()", "float.mlir", new DiagnosticBag());
        Assert.Equal($"{expected} : {type}", module!.Body.Entry.First!.Attribute("x")!.ToString());
    }
}
