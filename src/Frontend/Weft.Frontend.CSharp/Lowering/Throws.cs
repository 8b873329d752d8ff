using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>What is thrown ends the kernel with a fault that names the exception and, where it is constant, its message.</summary>
internal sealed class Throws(BodyLowering body)
{
    public void Lower(IThrowOperation thrown)
    {
        var exception = thrown.Exception is IConversionOperation conversion ? conversion.Operand : thrown.Exception;
        if (exception is not IObjectCreationOperation { Type: { } type } made)
            throw body.Error(
                KernelDiagnostics.UnsupportedStatement, thrown.Syntax, "throw of a variable", "Write throw new, with a constant message.");
        var texts = made.Arguments.Select(a => a.Value.ConstantValue.Value).OfType<string>();
        body.At(thrown).Require(body.Function.Bool(false), Fault.Thrown(type.Name, [.. texts]));
    }

    /// <summary>A throw expression; what its value is nobody learns.</summary>
    public Value[] Lower(IThrowOperation thrown, KernelType type)
    {
        Lower(thrown);
        return [.. ArrayValues.ResultPlace("", type).Variables.Select(v => body.Function.Default(v.Type))];
    }
}
