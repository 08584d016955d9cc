// SPDX-License-Identifier: Apache-2.0
import { ApiProblem } from '$api/problem';

/** Sends a file as it is; tells its progress (0 to 1), which fetch() cannot. */
export function sendFile<T>(address: string, file: Blob, onprogress: (part: number) => void, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'text';
    request.upload.onprogress = (event) => event.lengthComputable && onprogress(event.loaded / event.total);
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as T);
      else reject(new ApiProblem({ ...(body as object), status: request.status }));
    };
    request.onerror = () => reject(new ApiProblem({ status: 0, detail: 'The connection broke while the file was being sent.', help: 'Send it again: nothing is stored twice.' }));
    request.onabort = () => reject(new ApiProblem({ status: 0, title: 'Stopped', detail: 'The upload was stopped.' }));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
