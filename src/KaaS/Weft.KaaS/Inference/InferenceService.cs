using System.Collections.Immutable;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS;

/// <summary>Runs inference requests on a device. Everything wrong with a request or its run is a <see cref="WeftException"/>.</summary>
public sealed class InferenceService(Device device, ServerLimits limits, TimeProvider time)
{
    /// <summary>Reads a request from its body.</summary>
    /// <param name="headerLength">Bytes of JSON before the binary tensors; 0 for a body without JSON, null for a body of JSON only.</param>
    public InferRequest Read(ModelVersion model, Memory<byte> body, int? headerLength) =>
        headerLength == 0 ? RawBody.Read(body, model.Signature) : InferRequestReader.Read(body, headerLength, limits);

    /// <summary>
    /// Checks the request against the model, runs it and gathers the outputs. The request's tensors must stay valid until the task ends,
    /// which it does only after the kernel has stopped.
    /// </summary>
    public async Task<InferResponse> RunAsync(ModelVersion model, InferRequest request, CancellationToken cancellation)
    {
        var outputs = PlanOutputs(model.Signature, request);
        var invocation = Bind(model.Signature, request);
        var allowed = request.Timeout is { } timeout && timeout < limits.MaxRunTime ? timeout : limits.MaxRunTime;
        using var deadline = new CancellationTokenSource(allowed, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await ExecuteAsync(model, invocation, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new WeftException(KaasDiagnostics.DeadlineExceeded.At(default, model.Name, Math.Round(allowed.TotalMilliseconds, 3)), e);
        }

        var values = invocation.Outputs.ToDictionary(o => o.Name, o => o.Value);
        var answers = outputs.Select(o => new ResponseOutput(o.Name, values[o.Name], o.Binary!.Value));
        return new(model.Name, model.Version, request.Id, [.. answers]);
    }

    // A long run would keep the thread from serving other connections, so only models known to be quick run on it.
    private Task ExecuteAsync(ModelVersion model, Invocation invocation, CancellationToken cancellation)
    {
        if (!model.IsLoaded || !model.Statistics.IsQuick)
            return Task.Factory.StartNew(Execute, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Execute();
        return Task.CompletedTask;

        void Execute() => model.Load(device, cancellation).Launch(invocation, cancellation);
    }

    private Invocation Bind(KernelSignature signature, InferRequest request)
    {
        var inputs = new Dictionary<string, Tensor>(request.Inputs.Count, StringComparer.Ordinal);
        foreach (var (name, value) in request.Inputs)
            inputs[name] = signature.Parameters.FirstOrDefault(p => p.Name == name) is { } parameter
                ? WireTensor.Fit(value, parameter) : value;
        var shapes = request.Outputs.Where(o => o.Shape is not null).ToDictionary(o => o.Name, o => o.Shape!.Value);
        var diagnostics = new DiagnosticBag();
        return Invocation.Bind(signature, inputs, shapes, diagnostics, limits.MaxOutputBytes)
            ?? throw new WeftException(diagnostics.First(d => d.Severity == Severity.Error));
    }

    /// <summary>The outputs to send, each with its form decided. Checked before the run, so that no run is wasted.</summary>
    private static ImmutableArray<RequestedOutput> PlanOutputs(KernelSignature signature, InferRequest request)
    {
        var asked = request.Outputs.IsEmpty ? signature.Outputs.Select(p => new RequestedOutput(p.Name)) : request.Outputs;
        return [.. asked.Select(o => Plan(signature, o, request.BinaryOutput))];
    }

    private static RequestedOutput Plan(KernelSignature signature, RequestedOutput output, bool binaryByDefault)
    {
        if (signature.Outputs.FirstOrDefault(p => p.Name == output.Name) is not { } parameter)
            throw new WeftException(KaasDiagnostics.UnknownOutput.At(
                default, signature.Name, output.Name, string.Join(", ", signature.Outputs.Select(p => p.Name))));
        var binary = output.Binary ?? binaryByDefault;
        if (!binary && !Datatype.HasJsonForm(parameter.Element))
            throw new WeftException(KaasDiagnostics.BinaryOnly.At(default, output.Name, Datatype.Of(parameter.Element)));
        return output with { Binary = binary };
    }
}
