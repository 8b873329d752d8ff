using Weft.IR.Text;
using Xunit;

namespace Weft.IR.Tests.Core;

public sealed class IrMappingTests
{
    [Fact]
    public void A_copied_module_prints_as_the_original()
    {
        const string Text = """
            "x.op"() {a = dense_resource<key> : tensor<1xi32>} : () -> ()
            {-#
              dialect_resources: { builtin: { key: "0x0400000001000000" } },
              external_resources: { tool: { flag: true } }
            #-}
            """;
        var module = IrParser.ParseModule(new(StandardDialects.All) { AllowUnregistered = true }, Text, "test.mlir", new())!;
        Assert.Equal(module.ToString(), new IrMapping().Clone(module).ToString());
    }
}
