using Weft.IR;
using System.Collections.Immutable;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>A request without JSON: the body is the binary data of a model's only input, and the answer is binary too.</summary>
public static class RawBody
{
    /// <summary>The input's one unknown extent follows from the body's length.</summary>
    public static InferRequest Read(Memory<byte> body, KernelSignature signature)
    {
        if (signature.Inputs.Where(p => p.Default is null).ToList() is not [var input])
            throw Error(signature, "it must have exactly one input");
        var unknown = input.Shape.OfType<ShapeExpr.Symbol>().Count();
        if (unknown > 1 || unknown + input.Shape.OfType<ShapeExpr.Literal>().Count() < input.Shape.Length)
            throw Error(signature, $"the shape of '{input}' does not follow from the number of bytes");

        var row = input.Shape.OfType<ShapeExpr.Literal>().Aggregate((Int128)input.Element.ByteSize, (size, dim) => size * dim.Value);
        var extent = row == 0 ? 0 : (long)(body.Length / row);
        var shape = input.Shape.Select(dim => dim is ShapeExpr.Literal literal ? literal.Value : extent).ToImmutableArray();
        return new InferRequest
        {
            Inputs = new Dictionary<string, Tensor> { [input.Name] = WireTensor.FromBinary(input.Name, input.Element, shape, body) },
            BinaryOutput = true,
        };
    }

    private static WeftException Error(KernelSignature signature, string problem) =>
        new(KaasDiagnostics.RawBody.At(default, signature.Name, problem));
}
