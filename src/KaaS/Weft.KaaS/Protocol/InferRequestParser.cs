using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>One pass over the JSON part of a request. Binary inputs are attached by the caller, who has the rest of the body.</summary>
internal ref struct InferRequestParser(ReadOnlySpan<byte> json, ServerLimits limits)
{
    private static readonly IReadOnlyDictionary<string, Tensor> NoInputs = new Dictionary<string, Tensor>();

    private readonly int _length = json.Length;
    private JsonCursor _json = new(json);
    private int _tensors;

    public List<InputEntry> Inputs { get; } = [];

    /// <summary>The request without its inputs, which are in <see cref="Inputs"/>.</summary>
    public InferRequest Parse()
    {
        var request = new InferRequest { Inputs = NoInputs };
        var seen = 0;
        _json.OpenObject("the request");
        while (_json.NextProperty())
        {
            if (_json.Is("id"u8, ref seen, 0)) request = request with { Id = _json.Text("'id'") };
            else if (_json.Is("parameters"u8, ref seen, 1)) request = ReadParameters(request);
            else if (_json.Is("inputs"u8, ref seen, 2)) ReadInputs();
            else if (_json.Is("outputs"u8, ref seen, 3)) request = request with { Outputs = ReadOutputs() };
            else _json.SkipValue();
        }

        if (_json.Reader.Read()) throw new JsonException("there is text after the object");
        return (seen & 4) != 0 ? request : throw JsonCursor.Invalid("the request", "'inputs' is missing");
    }

    private InferRequest ReadParameters(InferRequest request)
    {
        var seen = 0;
        _json.OpenObject("'parameters'");
        while (_json.NextProperty())
        {
            if (_json.Is("binary_data_output"u8, ref seen, 0)) request = request with { BinaryOutput = _json.Flag("'binary_data_output'") };
            else if (_json.Is("timeout"u8, ref seen, 1)) request = request with { Timeout = ReadTimeout() };
            else _json.SkipValue();
        }

        return request;
    }

    private TimeSpan? ReadTimeout()
    {
        var microseconds = Math.Min(_json.Natural("'timeout'"), (long)limits.MaxRunTime.TotalMicroseconds);
        return microseconds == 0 ? null : TimeSpan.FromMicroseconds(microseconds);
    }

    private void ReadInputs()
    {
        _json.Next();
        _json.Require(JsonTokenType.StartArray, "'inputs'", "expected an array of tensors");
        for (_json.Next(); _json.Token != JsonTokenType.EndArray; _json.Next())
        {
            CountTensor();
            _json.Require(JsonTokenType.StartObject, "'inputs'", "expected an array of tensors");
            Inputs.Add(ReadInput());
        }
    }

    private InputEntry ReadInput()
    {
        var (seen, hasValues, valuesLater) = (0, false, false);
        Utf8JsonReader later = default;
        var input = new InputEntry("", default, default, [], null);
        while (_json.NextProperty())
        {
            if (_json.Is("name"u8, ref seen, 0)) input = input with { Name = _json.Text("'name' of an input") };
            else if (_json.Is("shape"u8, ref seen, 1)) input = input with { Shape = _json.Shape("'shape' of an input") };
            else if (_json.Is("datatype"u8, ref seen, 2)) input = input with { Element = ReadDatatype(input.Name) };
            else if (_json.Is("parameters"u8, ref seen, 3)) input = input with { BinarySize = ReadBinarySize() };
            else if (_json.Is("data"u8, ref seen, 4))
            {
                _json.Next();
                hasValues = true;
                // Values can be read only when type and shape are known; clients send them first, as the specification's examples do.
                valuesLater = (seen & 7) != 7;
                if (valuesLater)
                {
                    later = _json.Reader;
                    _json.Reader.Skip();
                }
                else
                {
                    input = input with { Data = TensorJson.Read(ref _json.Reader, _length, input.Name, input.Element, input.Shape) };
                }
            }
            else
            {
                _json.SkipValue();
            }
        }

        if ((seen & 7) != 7) throw JsonCursor.Invalid("an input", "'name', 'shape' and 'datatype' are needed");
        if (hasValues == input.BinarySize.HasValue)
            throw JsonCursor.Invalid($"input '{input.Name}'", "give either 'data' or the parameter 'binary_data_size'");
        return valuesLater ? input with { Data = TensorJson.Read(ref later, _length, input.Name, input.Element, input.Shape) } : input;
    }

    private ElementType ReadDatatype(string name)
    {
        var text = _json.Text("'datatype' of an input");
        // The name may follow.
        var where = name.Length > 0 ? $"tensor '{name}'" : "an input";
        return Datatype.Parse(text) ?? throw new WeftException(KaasDiagnostics.UnknownDatatype.At(default, where, text, Datatype.Known));
    }

    private long? ReadBinarySize()
    {
        var seen = 0;
        long? size = null;
        _json.OpenObject("'parameters' of an input");
        while (_json.NextProperty())
        {
            if (_json.Is("binary_data_size"u8, ref seen, 0)) size = _json.Natural("'binary_data_size'");
            else _json.SkipValue();
        }

        return size;
    }

    private ImmutableArray<RequestedOutput> ReadOutputs()
    {
        var outputs = ImmutableArray.CreateBuilder<RequestedOutput>();
        _json.Next();
        _json.Require(JsonTokenType.StartArray, "'outputs'", "expected an array of objects with a name");
        for (_json.Next(); _json.Token != JsonTokenType.EndArray; _json.Next())
        {
            CountTensor();
            _json.Require(JsonTokenType.StartObject, "'outputs'", "expected an array of objects with a name");
            var output = ReadOutput();
            if (outputs.Any(o => o.Name == output.Name))
                throw new WeftException(KaasDiagnostics.DuplicateField.At(default, $"output '{output.Name}'"));
            outputs.Add(output);
        }

        return outputs.ToImmutable();
    }

    private RequestedOutput ReadOutput()
    {
        var seen = 0;
        var output = new RequestedOutput("");
        while (_json.NextProperty())
        {
            if (_json.Is("name"u8, ref seen, 0)) output = output with { Name = _json.Text("'name' of an output") };
            else if (_json.Is("parameters"u8, ref seen, 1)) output = ReadOutputParameters(output);
            else _json.SkipValue();
        }

        return (seen & 1) != 0 ? output : throw JsonCursor.Invalid("an output", "'name' is missing");
    }

    private RequestedOutput ReadOutputParameters(RequestedOutput output)
    {
        var seen = 0;
        _json.OpenObject("'parameters' of an output");
        while (_json.NextProperty())
        {
            if (_json.Is("binary_data"u8, ref seen, 0)) output = output with { Binary = _json.Flag("'binary_data'") };
            else if (_json.Is("shape"u8, ref seen, 1)) output = output with { Shape = ParseShape(_json.Text("'shape' of an output")) };
            else _json.SkipValue();
        }

        return output;
    }

    // Parameters are scalars in the protocol, so a shape is spelled as on the command line: "512x512".
    private static ImmutableArray<long> ParseShape(string text)
    {
        var shape = ImmutableArray.CreateBuilder<long>();
        foreach (var part in text.Split('x'))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var extent))
                throw JsonCursor.Invalid("'shape' of an output", "expected extents joined by 'x', for example \"512x512\"");
            shape.Add(extent);
        }

        return shape.ToImmutable();
    }

    private void CountTensor()
    {
        if (++_tensors > limits.MaxTensors) throw new WeftException(KaasDiagnostics.TooManyTensors.At(default, $"{limits.MaxTensors}"));
    }
}
